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
/** Between two timers that a jump makes due, so that what the first one started begins before the second. */
const TIMER_GAP_MS = 30
/** As long as a jump waits for an answer under way. One that takes longer is what its own time limit is for. */
const MAX_ANSWER_MS = 1_500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

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
  const answers = new Set<Promise<unknown>>()
  /** Answers take real time: a jump over a request's time limit would end it before it could be answered. */
  const settle = async () => {
    await pause(TIMER_GAP_MS)
    while (answers.size > 0) {
      const waited = [...answers]
      await Promise.race([Promise.allSettled(waited), pause(MAX_ANSWER_MS)])
      waited.forEach((one) => answers.delete(one))
      await pause(TIMER_GAP_MS)
    }
  }
  const put = (next: number) => {
    setClockOffset(next)
    offset = clockOffset()
  }
  const jump = async (ms: number) => {
    await settle()
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
      await settle()
    }
    put(end)
    timers.forEach((timer, id) => arm(id, timer))
  }
  let moved: Promise<void> = Promise.resolve()
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
    /** An answer that a jump waits for, so long as it comes soon. */
    awaits(answer: Promise<unknown>) {
      answers.add(answer)
      const done = () => answers.delete(answer)
      answer.then(done, done)
    },
    /**
     * Moves the clock forward by so many ms. Every timer that becomes due on the way runs at its own time, an interval
     * once. Resolves when all have run; a second jump begins where the first has ended.
     */
    move(ms: number): Promise<void> {
      moved = moved.then(() => jump(ms))
      return moved
    },
  }
}
export type PhoneClock = ReturnType<typeof createClock>
