import type { Clock } from '../report/ports'

/** The phone's clock, in ms. (There is no wx.getRandomValues in a plugin; nothing here needs a secret.) */
export const clock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
