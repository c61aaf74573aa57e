import type { Clock } from '../../plugin/delivery/ports'

interface Timer {
  at: number
  run: () => void
}

/** Time that passes only when the test says so, in ms; chance from a fixed sequence. */
export const createFakeClock = (start = 1_760_000_000_000, seed = 1) => {
  let now = start
  /** Timers run on their own time: a clock that is set does not move them. */
  let elapsed = 0
  let state = seed
  let timers: Timer[] = []
  return {
    now: () => now,
    random: () => {
      state = (state * 48_271) % 2_147_483_647
      return (state - 1) / 2_147_483_646
    },
    /** As on a phone, in whole ms. */
    after(ms: number, run: () => void) {
      const timer = { at: elapsed + Math.max(0, Math.ceil(ms)), run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    /** Lets time pass: timers run in their order, and promises between them. */
    async pass(ms: number) {
      const until = elapsed + ms
      for (;;) {
        for (let i = 0; i < 5; i++) await Promise.resolve()
        const next = timers.reduce<Timer | undefined>(
          (first, timer) => (!first || timer.at < first.at ? timer : first),
          undefined,
        )
        if (!next || next.at > until) break
        timers = timers.filter((timer) => timer !== next)
        now += next.at - elapsed
        elapsed = next.at
        next.run()
      }
      now += until - elapsed
      elapsed = until
    },
    /** The user, or the network, sets the clock. */
    set(time: number) {
      now = time
    },
    /** A killed app has no timers. */
    kill() {
      timers = []
    },
    pending: () => timers.length,
    /** The time that it really is, and that the collector's own clock shows. */
    trueNow: () => start + elapsed,
  } satisfies Clock & Record<string, unknown>
}
