import { pluginWx } from './plugin-wx'

/** Calls back whenever the phone is connected again. */
export const onNetworkReturn = (run: () => void): void => {
  try {
    pluginWx().onNetworkStatusChange?.(({ isConnected }) => isConnected && run())
  } catch {
    // Without the event the retry delay alone brings us back.
  }
}
