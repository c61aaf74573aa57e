import { createChance } from './chance'
import type { VirtualClock } from './virtual-clock'

/** `Math` with a chance of its own; inherited, because a copy with so many properties would be slow to look into. */
const seededMath = (seed: number): Math =>
  Object.create(Math, { random: { value: createChance(seed) } }) as Math

/** `Date` on the virtual clock; its instances are real dates. */
const virtualDate = (now: () => number): DateConstructor => {
  function VirtualDate(...args: [number]): Date {
    return args.length ? new Date(...args) : new Date(now())
  }
  const statics = { ...Object.getOwnPropertyDescriptors(Date), now: { value: now } }
  return Object.defineProperties(VirtualDate, statics) as unknown as DateConstructor
}

/** Timers, time and chance as one run of the app has them. `stop` ends its timers, as a kill does. */
export const createAppGlobals = (
  clock: VirtualClock,
  seed: number,
  guard: (run: () => void) => void,
) => {
  const timers = new Map<number, () => void>()
  let last = 0
  const setTimer = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): number => {
    const id = ++last
    const fire = () => {
      timers.delete(id)
      guard(() => run(...args))
    }
    timers.set(id, clock.after(ms, fire))
    return id
  }
  const clearTimer = (id: number): void => {
    timers.get(id)?.()
    timers.delete(id)
  }
  const setRepeated = (run: () => void, ms = 0): number => {
    const id = ++last
    const fire = () => {
      timers.set(id, clock.after(ms, fire))
      guard(run)
    }
    timers.set(id, clock.after(ms, fire))
    return id
  }
  const nothing = () => undefined
  return {
    globals: {
      setTimeout: setTimer,
      clearTimeout: clearTimer,
      setInterval: setRepeated,
      clearInterval: clearTimer,
      Date: virtualDate(clock.now),
      Math: seededMath(seed),
      console: { log: nothing, info: nothing, debug: nothing, warn: nothing, error: nothing },
      global: {},
      __wxConfig: { platform: 'ios', page: {}, global: { window: { navigationBarTitleText: '' } } },
    },
    stop(): void {
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}
