import type { Clock } from '../delivery/ports'
import { attempt } from '../attempt'
import { createSend } from './send'
import { storage } from './storage'

/** The phone's clock, in ms. (There is no wx.getRandomValues in a plugin; nothing here needs a secret.) */
const clock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * All that the plugin takes from WeChat. Only functions that exist on a plugin's `wx`: storage, request,
 * getEnterOptionsSync (2.9.4), getAccountInfoSync (2.2.2), onNetworkStatusChange; where one is missing, `attempt`
 * makes it an absence.
 */
export const phone = {
  storage,
  clock,
  createSend: (target: Parameters<typeof createSend>[1]) => createSend(clock, target),
  /** How the mini-program was entered last. */
  entry: () => attempt(wx.getEnterOptionsSync),
  /** The host mini-program's own wx appid; '' where it cannot be had. */
  wxAppId: () => attempt(() => wx.getAccountInfoSync().miniProgram.appId, ''),
  /** Calls back whenever the phone is connected again. Without the event the retry delay alone brings us back. */
  onOnline: (run: () => void) =>
    attempt(() => wx.onNetworkStatusChange(({ isConnected }) => isConnected && run())),
}
