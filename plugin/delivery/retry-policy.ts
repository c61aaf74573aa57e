import type { Clock } from './ports'
import type { Wait } from './stored-formats'

const MINUTE_MS = 60_000
export const DAY_MS = 24 * 60 * MINUTE_MS
const FIRST_MS = 30_000
const MAX_BACKOFF_MS = 20 * MINUTE_MS
/** The longest `Retry-After` that is followed: a clock may have been wrong. */
const MAX_WAIT_MS = DAY_MS
const NUDGE_MS = 30_000

/** Nearly all phones are back so long after the collector is well, in ms. */
const RETURN_MS = 35 * MINUTE_MS
const MEAN_RETURN_MS = 33 * MINUTE_MS
/** A collector that asks for more names the time of its return; one that asks for less mostly asks each phone for the same wait. */
const LONG_RETRY_AFTER_MS = 10 * MINUTE_MS
/**
 * How long after the time that the collector asked for, in ms. Where all phones are asked to come at one time, so many
 * come first and then fewer and fewer, as those that are back make requests again. Where all are asked for the same
 * wait, the failures have spread them already: then a phone waits at most `RETURN_MS` in all, and one that is asked
 * again comes late, so that few wait at the end of the failure.
 */
const spreadOf = (retryAfterMs: number, isRepeated: boolean, random: () => number): number => {
  const isLong = retryAfterMs > LONG_RETRY_AFTER_MS
  const window = isLong ? RETURN_MS : RETURN_MS - retryAfterMs
  if (!isLong && !isRepeated) return window * random()
  const share = isLong ? 1 - Math.exp(-window / MEAN_RETURN_MS) : 1
  const spread = -MEAN_RETURN_MS * Math.log(1 - random() * share)
  return isLong ? spread : Math.min(spread, window * (0.9 + 0.15 * random()))
}

/** What a failure may cost: `most` at once, and one more each `everyMs`; by a clock that may be set. */
export const createCredit = (most: number, everyMs: number, now: () => number) => {
  let left = most
  let since = now()
  return {
    spend(): boolean {
      const earned = Math.floor(Math.abs(now() - since) / everyMs)
      if (earned || left === most) since = now()
      left = Math.min(most, left + earned)
      return left > 0 && left-- > 0
    },
    refill(): void {
      left = most
    },
  }
}

/**
 * When to try again. A million phones lose the same collector at once, so attempts are sparse, every delay has its
 * chance from the first on, and nothing but an acceptance or a new launch begins anew: the network's return and the
 * app's may bring an attempt forward, but rarely. What the collector asks for is kept with a spread, or they would all
 * come back in one second. One exception: where no HTTP answer came it is mostly the phone's own network, and the user
 * may leave at once; so that is tried once more soon, in place of the first of the delays.
 */
export const createRetryPolicy = ({ now, random }: Pick<Clock, 'now' | 'random'>) => {
  let failures = 0
  let mayHurry = true
  let wait: Wait = [0, 0]
  /** In this run so much longer. A launch has its chance already: it happens when a user comes. */
  let spread = 0
  const credit = createCredit(1, 30 * MINUTE_MS, now)
  /** How long the collector wants to be left alone still, in ms; a clock that was set back prolongs nothing. */
  const held = (): number =>
    Math.max(0, Math.min(wait[1] + spread, MAX_WAIT_MS) - Math.abs(now() - wait[0]))

  return {
    held,
    /** The `Retry-After` of an earlier run. */
    restore(earlier: Wait): void {
      wait = [earlier[0], Math.min(earlier[1], MAX_WAIT_MS)]
      // That it is a launch is chance enough where the time is over.
      if (held()) spread = spreadOf(wait[1], false, random)
    },
    wait: () => wait,
    /** How long to wait, in ms. */
    failed(answered: boolean, retryAfterMs = 0): number {
      const earlier = failures++
      if (retryAfterMs > 0) {
        wait = [now(), Math.min(retryAfterMs, MAX_WAIT_MS)]
        spread = spreadOf(retryAfterMs, earlier > 0, random)
        return held()
      }
      if (!answered && mayHurry) {
        mayHurry = false
        return 1_000 + random() * 4_000
      }
      const gap = Math.min(MAX_BACKOFF_MS, FIRST_MS * 3 ** earlier) * (0.5 + random())
      return Math.max(gap, held())
    },
    accepted(): void {
      failures = 0
      mayHurry = true
      wait = [0, 0]
      spread = 0
      credit.refill()
    },
    /** The network or the app is back, or the merchant wants it: how long to wait now; undefined: as before. */
    nudged: (): number | undefined => (held() || !credit.spend() ? undefined : random() * NUDGE_MS),
  }
}

/** A parked event is tried again after each of these. */
const PARKED_MS = [10 * MINUTE_MS, 60 * MINUTE_MS]
/** Then once at each later launch, so often all in all; after that once a day. */
const MAX_TRIES = 5

/** How long until it is tried again, in ms; Infinity: at a launch. */
export const parkedFor = (tries: number, at: number, now: number): number =>
  Math.max(0, (PARKED_MS[tries] ?? Infinity) - Math.abs(now - at))

export const isForLaunch = (tries: number, at: number, now: number): boolean =>
  tries >= PARKED_MS.length && (tries < MAX_TRIES || Math.abs(now - at) >= DAY_MS)
