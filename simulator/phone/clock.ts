type Run = (...values: unknown[]) => void

interface Timer {
  /** On the phone's clock, in ms. */
  due: number
  readonly run: () => void
  /** ms; undefined: it runs once. */
  readonly every: number | undefined
  real: ReturnType<typeof setTimeout> | undefined
}

const KEY = 'phone-clock'
/** Between two timers that a jump makes due, so that answers to what the first one asked come in before the second. */
const TIMER_GAP_MS = 30

/** How far the phone's clock is ahead of the real one, in ms. It outlives a killed app. */
export const clockOffset = (): number => Number(sessionStorage.getItem(KEY) ?? 0)

/** Puts the phone's clock so far ahead of the real one. An app that runs moves with `move` of its own clock. */
export const setClockOffset = (ms: number): void =>
  // Clocks show whole ms; a part of one would stand in order numbers and events.
  sessionStorage.setItem(KEY, String(Math.ceil(ms)))

/**
 * `Date` and the timers of the mini-program and its plugins: those of the browser, but the clock can be moved forward,
 * and then what has become due runs in its order.
 */
export const createClock = () => {
  let offset = clockOffset()
  let last = 0
  const timers = new Map<number, Timer>()
  const now = () => Date.now() + offset

  const arm = (id: number, timer: Timer) => {
    clearTimeout(timer.real)
    timer.real = setTimeout(() => fire(id, timer), Math.max(0, timer.due - now()))
  }
  const fire = (id: number, timer: Timer) => {
    if (timers.get(id) !== timer) return
    clearTimeout(timer.real)
    if (timer.every === undefined) timers.delete(id)
    else {
      timer.due = now() + timer.every
      arm(id, timer)
    }
    timer.run()
  }
  const start = (run: unknown, ms: unknown, values: unknown[], repeats: boolean): number => {
    const wait = Math.max(0, Number(ms) || 0)
    const timer: Timer = {
      due: now() + wait,
      run: () => {
        if (typeof run === 'function') (run as Run)(...values)
      },
      every: repeats ? wait : undefined,
      real: undefined,
    }
    last += 1
    timers.set(last, timer)
    arm(last, timer)
    return last
  }
  const stop = (id?: number) => {
    const timer = id === undefined ? undefined : timers.get(id)
    if (id === undefined || !timer) return
    clearTimeout(timer.real)
    timers.delete(id)
  }
  const PhoneDate = new Proxy(Date, {
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as object,
    apply: () => new Date(now()).toString(),
  })
  const put = (next: number) => {
    setClockOffset(next)
    offset = clockOffset()
  }
  return {
    now,
    offset: () => offset,
    /** What the modules of a code space see in the place of the browser's own. */
    globals: {
      Date: PhoneDate,
      setTimeout: (run: unknown, ms?: unknown, ...values: unknown[]) =>
        start(run, ms, values, false),
      clearTimeout: stop,
      setInterval: (run: unknown, ms?: unknown, ...values: unknown[]) =>
        start(run, ms, values, true),
      clearInterval: stop,
    },
    /**
     * Moves the clock forward by so many ms. Every timer that becomes due on the way runs at its own time, an interval
     * once. Resolves when all have run.
     */
    async move(ms: number): Promise<void> {
      const end = Math.ceil(offset + ms)
      const ran = new Set<number>()
      for (;;) {
        const target = Date.now() + end
        const [next] = [...timers]
          .filter(([id, { due }]) => due <= target && !ran.has(id))
          .sort(([, one], [, other]) => one.due - other.due)
        if (!next) break
        const [id, timer] = next
        if (timer.every !== undefined) ran.add(id)
        put(Math.max(offset, Math.min(end, timer.due - Date.now())))
        fire(id, timer)
        await new Promise((resolve) => setTimeout(resolve, TIMER_GAP_MS))
      }
      put(end)
      timers.forEach((timer, id) => arm(id, timer))
    },
  }
}
export type PhoneClock = ReturnType<typeof createClock>
