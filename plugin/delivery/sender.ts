import type * as Failures from './failures'
import type { Clock, Response, Transport } from './ports'
import type { createQueue } from './queue'
import type { Entry } from './stored-formats'

/** The host has ten request slots: one is ours, and not for longer than this. */
const TIMEOUT_MS = 10_000
/** A `Date` header names whole seconds: less than this, in ms, is no skew. */
const MIN_SKEW_MS = 2_000
/**
 * By how much the collector's clock differs from the phone's, in ms. The answer says what it was at some time between the
 * request and its arrival, and a slow network is no wrong clock.
 */
const skewOf = (dateMs: number, sentAt: number, now: number): number => {
  // Between the two the clock may have been set.
  const from = Math.min(Math.max(sentAt, now - TIMEOUT_MS), now)
  const skew = dateMs - Math.min(Math.max(dateMs, from), now)
  return Math.abs(skew) < MIN_SKEW_MS ? 0 : skew
}
/** A wait that ends so soon is not worth being shortened. */
const SOON_MS = 5_000

const NONE: ReadonlySet<Entry> = new Set()

/** Gets the events out: one request in flight, first in, first out. What a failure means, `failures.ts` says. */
export const createSender = (
  transport: Transport,
  clock: Clock,
  queue: ReturnType<typeof createQueue>,
  batchSize: () => number,
  skewed: (text: string, ms: number) => string,
) => {
  const { now, after } = clock
  let inFlight: readonly Entry[] | undefined
  let abort: (() => void) | undefined
  let cancel: (() => void) | undefined
  /** What is waited for: a retry, or what was parked. */
  let next: { at: number; reason: string } | null = null
  let isBackingOff = false
  /** A nudge came while a request was in flight, which may have begun before it. */
  let isNudged = false
  let acceptances = 0
  let skewMs = 0
  /** What the collector's own clock said last in this run, in ms. */
  let collectorDate: number | undefined
  let flushed: (() => void)[] = []
  let loaded: ReturnType<typeof Failures.createFailures> | undefined
  const failures = () => {
    if (loaded) return loaded
    const { createFailures }: typeof Failures = require('./failures')
    const progress = () => ({ acceptances, collectorDate })
    loaded = createFailures(clock, queue, batchSize, progress)
    return loaded
  }

  const resolveFlushes = (): void => {
    const all = flushed
    flushed = []
    for (const resolve of all) resolve()
  }
  const schedule = (ms: number, reason = ''): void => {
    if (cancel) cancel()
    next = reason ? { at: now() + ms, reason } : null
    cancel = after(ms, sendNext)
  }
  /** Shortens the wait for a retry, as far as the policy lets it. */
  const hasten = (): void => {
    const { at, reason } = next || { at: 0, reason: '' }
    // The clock may have been set.
    const left = at < now() ? Infinity : at - now()
    const ms = left > SOON_MS ? failures().nudged() : undefined
    if (ms !== undefined && ms < left) schedule(ms, reason)
  }
  const applyBackoff = (backoff: Failures.Backoff): void => {
    isBackingOff = !!backoff
    const wasNudged = isNudged
    isNudged = false
    if (!backoff) return schedule(0)
    resolveFlushes()
    schedule(backoff.ms, backoff.reason)
    if (wasNudged) hasten()
  }

  const dispatch = (batch: readonly Entry[]): void => {
    const sentAt = now()
    const respond = (response: Response): void => {
      const { kind } = response
      // Late, or twice: an acceptance is good news at any time.
      if (kind === 'accepted') queue.accept(batch)
      if (inFlight !== batch) return
      inFlight = undefined
      if (kind !== 'retryable' && response.dateMs) {
        collectorDate = response.dateMs
        skewMs = skewOf(collectorDate, sentAt, now())
      }
      const here = batch.filter(queue.isHere)
      if (kind === 'accepted') {
        acceptances++
        if (loaded) loaded.onAccepted()
      }
      if (kind === 'accepted' || !here.length) applyBackoff(undefined)
      else if (kind === 'refused') applyBackoff(failures().onRefused(here, response.reason))
      else applyBackoff(failures().onFailed(here, response))
    }
    inFlight = batch
    next = null
    if (cancel) cancel()
    cancel = after(TIMEOUT_MS, () => {
      failures().onTimeout()
      respond({ kind: 'retryable', reason: 'timeout', answered: false })
      if (abort) abort()
    })
    const texts = batch.map(({ item }) => (skewMs ? skewed(item.text, skewMs) : item.text))
    abort = undefined
    const abortRequest = transport({ texts, to: (batch[0] as Entry).item.to }, respond)
    if (inFlight === batch) abort = abortRequest
  }

  const sendNext = (): void => {
    const more = queue.advance()
    // In an earlier run some were parked, or the collector asked to be left alone.
    if (queue.parked.size || queue.wait()[1]) failures()
    const batch = loaded ? loaded.choose() : queue.select(batchSize(), NONE)
    const [due, wait] = loaded && !batch.length ? loaded.nextParked() : [undefined, 0]
    const ms = loaded ? loaded.held() : 0
    isBackingOff = false
    if (ms && (batch.length || due)) return applyBackoff({ ms, reason: 'Retry-After' })
    if (batch.length) return dispatch(batch)
    if (more) return schedule(0)
    if (due && !wait) return dispatch([due])
    next = null
    if (due && wait < Infinity) schedule(wait, due.parked ? due.parked.reason : '')
    resolveFlushes()
  }

  return {
    /** Something new is there, or a new run begins. It shortens no wait, but for a try that tells failures apart. */
    added(): void {
      if (inFlight || (isBackingOff && !failures().wantsNews())) return
      schedule(0)
    },
    /** The network or the app is back, or the merchant wants it now. `done`: when nothing more can be sent for now. */
    nudge(done?: () => void): void {
      if (done) flushed.push(done)
      isNudged = !!inFlight
      if (inFlight) return
      if (!isBackingOff) return schedule(0)
      hasten()
      resolveFlushes()
    },
    /** What was parked is tried again at once. */
    retry(): void {
      if (failures().retry() && !inFlight && !isBackingOff) schedule(0)
    },
    /** Waits for nothing any more. */
    stop(): void {
      if (inFlight && abort) abort()
      inFlight = undefined
      next = null
      if (cancel) cancel()
      resolveFlushes()
    },
    read: () => ({
      parked: [...queue.parked].map((entry) => ({
        event_id: entry.item.id,
        reason: entry.parked ? entry.parked.reason : '',
        retry_at: failures().retryAt(entry),
      })),
      next,
    }),
  }
}
