import { pluginWx } from './plugin-wx'

/** The host mini-program's own wx appid, or undefined where it cannot be had. */
export const appId = (): string | undefined => {
  try {
    return pluginWx().getAccountInfoSync().miniProgram.appId
  } catch {
    return undefined
  }
}
