interface Timer {
  readonly at: number
  readonly run: () => void
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Time that passes only when the bench says so, in ms. Each timer is one turn of the event loop. A wait longer than
 * 2³¹ ms is waited for in full: what phones do with it is not known.
 */
export const createVirtualClock = (start = Date.UTC(2026, 10, 21)) => {
  let now = start
  /** In the order in which they are due. */
  let timers: Timer[] = []
  const turns: (() => void)[] = []
  const turn = () => {
    for (const begin of turns) begin()
  }
  return {
    now: () => now,
    /** Calls back whenever a new turn of the event loop begins. */
    onTurn: (begin: () => void) => void turns.push(begin),
    turn,
    after(ms: number, run: () => void): () => void {
      const timer = { at: now + Math.max(1, ms || 0), run }
      let place = timers.length
      while (place > 0 && (timers[place - 1]?.at ?? 0) > timer.at) place--
      timers.splice(place, 0, timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    /** Lets time pass: timers run in their order, and all promises between them. Ends early when `until` says so. */
    async pass(ms: number, until = () => false): Promise<void> {
      const end = now + ms
      await settled()
      for (let next = timers[0]; next && next.at <= end && !until(); next = timers[0]) {
        timers.shift()
        now = next.at
        turn()
        next.run()
        await settled()
      }
      if (!until()) now = end
      turn()
    },
  }
}

export type VirtualClock = ReturnType<typeof createVirtualClock>
