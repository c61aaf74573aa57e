import type { Clock, Response } from './ports'
import type { createQueue } from './queue'
import { createCredit, createRetryPolicy, DAY_MS, isForLaunch, parkedFor } from './retry-policy'
import type { Entry, Parked } from './stored-formats'

/** When so many events in a row were refused alone, it is the collector that is ill, and not the events. */
const MAX_CONSECUTIVE_REFUSALS = 4
/** An event that the collector does not take in so long is given up. */
const MAX_PARKED_MS = 30 * DAY_MS
/** By hand: so many retries at once, and one more a minute. A listener may call for one on each refusal. */
const MAX_RETRIES = 5
const MINUTE_MS = 60_000

const NONE: ReadonlySet<Entry> = new Set()

/** How long the sender waits for its next request, in ms, and why; undefined: not at all. */
export type Backoff = { readonly ms: number; readonly reason: string } | undefined

/**
 * What failures mean. Whether one sticks to an event or to everything is found out by trying other events: what fails
 * alone although others were accepted since is parked, and the rest goes on; when others fail too, nothing is parked,
 * and all wait. A refused batch is halved at once until the event stands alone; after another failure the second
 * attempt is the same, in its order, since once is chance. Loaded at the first failure.
 */
export const createFailures = (
  clock: Clock,
  queue: ReturnType<typeof createQueue>,
  batchSize: () => number,
  /** How often something was accepted in this run, and what the collector's own clock said last, in ms. */
  progress: () => {
    readonly acceptances: number
    readonly collectorDate: number | undefined
  },
) => {
  const { now } = clock
  const acceptances = () => progress().acceptances
  const policy = createRetryPolicy(clock)
  const manual = createCredit(MAX_RETRIES, MINUTE_MS, now)
  /** Halves of what failed, the next one last. */
  let pieces: Entry[][] = []
  /** What failed since the last acceptance, the latest last; how often in a row something did. */
  const suspects = new Set<Entry>()
  let failures = 0
  let refusals = 0
  /** So many are tried while those are looked for that stick. */
  let size = Infinity
  let isSearching = false
  /** Other events failed too: it is not one event's fault, so nothing is parked. */
  let isEverything = false
  /** And they were refused: the collector refuses whatever it is sent. */
  let isIll = false
  /** The collector took something a moment ago: what fails now is halved at once. */
  let isLively = acceptances() > 0
  /** After a timeout one event alone tries the way: if its answer is lost too, there is one duplicate and not ten. */
  let isCareful = false
  /** What failed before so many acceptances was everything, which proves nothing. */
  let amnesty = 0
  const failedAt = new WeakMap<Entry, number>()
  /** What failed alone, and how often something had been accepted until then. */
  const failedAlone = new WeakMap<Entry, number>()
  /** And others were accepted since: it goes behind those that did not fail so, or they might never have their turn. */
  const outrun = { has: (entry: Entry) => (failedAlone.get(entry) ?? Infinity) < acceptances() }
  /** Parked, or looked at, in this run; and how often it was parked. */
  const seen = new WeakMap<Entry, number>()
  policy.restore(queue.wait())

  const suspect = (batch: readonly Entry[]): void => {
    for (const entry of batch) {
      // A batch of all does not change whose turn it is to be tried apart.
      if (batch.length < 2 || isSearching) suspects.delete(entry)
      suspects.add(entry)
      const before = failedAt.get(entry)
      if (before === undefined || before < amnesty) failedAt.set(entry, acceptances())
    }
  }
  /** Others were accepted after it had failed for the first time. */
  const isProved = (entry: Entry): boolean => {
    const before = failedAt.get(entry)
    return before !== undefined && before >= amnesty && before < acceptances()
  }
  const park = (entry: Entry, reason: string): void => {
    const { collectorDate } = progress()
    const { parked } = entry
    const wasSure = !!parked && parked.sure
    const sure = wasSure || isProved(entry)
    let tries = 0
    // With the proof the count begins anew: what was refused before may have been the collector's fault.
    if (parked && sure === wasSure) tries = parked.tries + (acceptances() || !sure ? 1 : 0)
    const since = (parked && parked.since) || collectorDate
    suspects.delete(entry)
    seen.set(entry, sure === wasSure ? (seen.get(entry) ?? 0) + 1 : 1)
    failedAt.set(entry, acceptances())
    entry.parked = { reason, tries, at: now(), sure, since }
    entry.isDue = false
    // Only the collector's own clock says how old it is.
    if (since && collectorDate && collectorDate - since > MAX_PARKED_MS)
      queue.drop([entry], 'expired')
    else queue.change(entry)
  }
  const halve = (batch: readonly Entry[]): Backoff => {
    const half = batch.length >> 1
    pieces.push(batch.slice(half), batch.slice(0, half))
    return undefined
  }
  const backOff = (ms: number, reason: string): Backoff => {
    isLively = false
    pieces = []
    return { ms, reason }
  }

  const onRefused = (batch: readonly Entry[], reason: string): Backoff => {
    const [entry] = batch as [Entry]
    const isAlone = batch.length < 2
    suspect(batch)
    if (!isAlone && !isIll) return halve(batch)
    for (const one of batch) queue.record('refused', one, reason)
    if (isAlone && !isIll) {
      if (entry.parked || isProved(entry) || !queue.select(1, suspects).length) {
        park(entry, reason)
        return undefined
      }
      if (++refusals < MAX_CONSECUTIVE_REFUSALS) return undefined
    }
    isEverything = isIll = true
    return backOff(policy.failed(true), reason)
  }
  const onFailed = (
    batch: readonly Entry[],
    { reason, answered, retryAfterMs }: Response & { kind: 'retryable' },
  ): Backoff => {
    const [entry] = batch as [Entry]
    const isAlone = batch.length < 2
    for (const one of batch) queue.record('retried', one, reason)
    if (isAlone && !failedAlone.has(entry)) failedAlone.set(entry, acceptances())
    if (!retryAfterMs && isAlone && isProved(entry)) {
      // The next failure is taken for everybody's.
      isLively = false
      park(entry, reason)
      return undefined
    }
    if (failures && suspects.size && !batch.some((one) => suspects.has(one))) isEverything = true
    suspect(batch)
    if (!retryAfterMs && !isAlone && isLively) return halve(batch)
    failures++
    if (isSearching || failures === 2) size = Math.max(1, Math.min(size, batch.length) >> 1)
    queue.tend()
    const ms = policy.failed(answered, retryAfterMs)
    if (retryAfterMs) queue.setWait(policy.wait())
    return backOff(ms, reason)
  }

  /**
   * How long a parked event is left alone, in ms; Infinity: until a launch. While nothing is accepted a try does not count
   * for good, but it does for this run.
   */
  const restsFor = (entry: Entry): number => {
    const { tries, at } = entry.parked as Parked
    const inThisRun = (seen.get(entry) ?? 0) - 1
    return entry.isDue ? 0 : parkedFor(Math.max(tries, inThisRun), at, now())
  }

  /** The parked event that is to be tried next, and how long until then, in ms; Infinity: at a launch. */
  const nextParked = (): [entry: Entry | undefined, wait: number] => {
    let first: Entry | undefined
    let wait = Infinity
    // Who failed lately comes behind the others: one that sticks is in no other's way.
    const all = [...queue.parked].filter((entry) => !suspects.has(entry))
    for (const entry of suspects) if (queue.parked.has(entry)) all.push(entry)
    for (const entry of all) {
      const { tries, at } = entry.parked as Parked
      if (!seen.has(entry)) {
        entry.isDue = isForLaunch(tries, at, now())
        seen.set(entry, 0)
      }
      const ms = restsFor(entry)
      if (entry.item.hold || ms >= wait) continue
      wait = ms
      first = entry
    }
    return [first, wait]
  }

  return {
    onRefused,
    onFailed,
    held: policy.held,
    nudged: policy.nudged,
    onTimeout(): void {
      isCareful = true
    },
    onAccepted(): void {
      if (isEverything) {
        amnesty = acceptances()
        for (const entry of suspects) if (!outrun.has(entry)) suspects.delete(entry)
      }
      isEverything = isIll = isCareful = false
      isLively = true
      failures = refusals = 0
      size = Infinity
      policy.accepted()
      if (queue.wait()[1]) queue.setWait(policy.wait())
      // What was parked when nothing was accepted goes at once, the rest once a day.
      for (const entry of queue.parked) {
        const { sure, at } = entry.parked as Parked
        if (!sure || Math.abs(now() - at) >= DAY_MS) entry.isDue = true
      }
    },

    /** The next batch, while something has failed. */
    choose(): readonly Entry[] {
      isSearching = false
      for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
        const here = piece.filter((entry) => queue.mayGo(entry, piece))
        if (here.length) return here
      }
      for (const entry of suspects) if (!queue.isHere(entry)) suspects.delete(entry)
      const limit = isIll || isCareful ? 1 : batchSize()
      const isDoubtful = isIll || failures !== 1
      const others = isDoubtful ? queue.select(limit, suspects) : []
      if (others.length) return others
      // The collector is ill: each time another one tries.
      for (const entry of isIll ? suspects : []) if (queue.mayGo(entry)) return [entry]
      // All have failed. Some may stick, and be in the way of the others: fewer are tried, who waited longest first. Of an
      // outage only every other time, since it would cost each phone a request more.
      isSearching = failures > 1 && (!isEverything || failures % 2 > 0)
      if (isSearching) {
        const [due, ms] = nextParked()
        if (due && !ms && !suspects.has(due)) return [due]
        return queue.select(Math.min(limit, size), NONE, suspects)
      }
      return queue.select(limit, NONE)
    },
    nextParked,
    /** Whether something new may be tried although a retry is waited for: it tells an event's failure from everybody's. */
    wantsNews: (): boolean =>
      failures > 1 && !isEverything && !policy.held() && queue.select(1, suspects).length > 0,
    /** What is parked is tried again at once. false: that was asked for too often. */
    retry(): boolean {
      if (!manual.spend()) return false
      for (const entry of queue.parked) {
        seen.set(entry, seen.get(entry) ?? 0)
        entry.isDue = true
      }
      return true
    },
    /** When it is tried again, as far as that is known; in ms. */
    retryAt(entry: Entry): number | null {
      const ms = entry.parked ? restsFor(entry) : Infinity
      return ms < Infinity ? now() + ms : null
    },
  }
}
