import { attempt } from '../attempt'
import type { Clock, Storage, Transport } from '../delivery/ports'
import type * as TransportRoom from './transport'

/** In which version the host mini-program runs; 'release' where that cannot be had (it exists since 2.10.0). */
export const envVersion = (): 'develop' | 'trial' | 'release' =>
  attempt(() => wx.getAccountInfoSync().miniProgram.envVersion) ?? 'release'

/** The plugin's own storage on the phone, apart from the host's. */
export const storage: Storage = {
  read: (key) =>
    attempt(() => {
      const text: unknown = wx.getStorageSync(key)
      // WeChat answers '' for a key that is not there.
      return text ? String(text) : undefined
    }, null),
  write: (key, text) => attempt(() => (wx.setStorageSync(key, text), true), false),
  remove: (key) => attempt(() => (wx.removeStorageSync(key), true), false),
}

/** The phone's clock, in ms. (There is no wx.getRandomValues in a plugin; nothing here needs a secret.) */
const clock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Loaded at the first request: most launches send nothing. */
const transport: Transport = (request, respond) => {
  sending ??= (require('./transport') as typeof TransportRoom).createTransport(clock)
  return sending(request, respond)
}
let sending: Transport | undefined

/**
 * All that the plugin takes from WeChat. Only functions that exist on a plugin's `wx`: storage, request,
 * getEnterOptionsSync (2.9.4), getAccountInfoSync (2.2.2), onNetworkStatusChange; where one is missing, `attempt`
 * makes it an absence.
 */
export const platform = {
  storage,
  clock,
  transport,
  /** How the mini-program was entered last. */
  entry: () => attempt(wx.getEnterOptionsSync),
  /** The host mini-program's own wx appid; '' where it cannot be had. */
  wxAppId: () => attempt(() => wx.getAccountInfoSync().miniProgram.appId, ''),
  /** Calls back whenever the phone is connected again. Without the event the retry delay alone brings us back. */
  onOnline: (run: () => void) =>
    attempt(() => wx.onNetworkStatusChange(({ isConnected }) => isConnected && run())),
}
