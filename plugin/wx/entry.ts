import { pluginWx } from './plugin-wx'

/** How the mini-program was entered last, or undefined on base libraries before 2.9.4. */
export const entry = (): Partial<WechatMiniprogram.LaunchOptionsApp> | undefined => {
  try {
    return pluginWx().getEnterOptionsSync?.()
  } catch {
    return undefined
  }
}
