import { performance } from 'node:perf_hooks'
import { isGuarded } from '../lib/http'
import type { Ports } from '../lib/ports'
import { acceptBatch } from './accepted'
import { type Answer, CALL_TIMEOUT_MS, sendEvents, type Tenant } from './collector'
import type { Database } from './database'
import {
  beginBatch,
  claimLane,
  failBatch,
  LEASE_MS,
  type Lease,
  putAside,
  refusedOrders,
  refuseBatch,
  releaseLane,
  type WaitingEvent,
  waitingIn,
  withdrawBatch,
} from './lanes'

/** Sends what is stored to the vendor, in order per order. */
export interface Forwarder {
  /** So many events the vendor took from this process, since its start. */
  accepted(): number
  /** Works until it is stopped. */
  start(): void
  /** Sends what can be sent now, and ends. */
  drain(): Promise<void>
  /** Something new is there. */
  wake(): void
  /** Ends after the calls that are under way, each recorded. */
  stop(): Promise<void>
}

/** How often a process looks for what others stored, or left behind. */
const POLL_MS = 1_000
// A lane is given back in between, so that no tenant and no lane waits for another's backlog.
const MAX_BATCHES_PER_TURN = 20
// When so many calls in a row are refused and none accepted, it is not the events.
const MAX_REFUSALS = 16
// A lane whose every call fails while others' are accepted holds a body that something on the way does not like.
const FAILURES_OF_ITS_OWN = 3
// And an event that fails so often all alone is what it does not like. Fewer may be chance.
const MAX_DOUBTS = 5
const MAX_WAIT_MS = 10 * 60_000
// This process ends, or calls the vendor as often as it may: another one may go on with the tenant.
const OWN_DOING: ReadonlySet<string> = new Set(['stopping', 'busy'])
const REFUSES_ALL = 'The vendor refused everything that was sent from a lane'
const RECORD_TRIES = 4
const RECORD_WAIT_MS = 250

/** `doubtful`: there was no word about it, it only fails while others pass. */
type Refused = Extract<Answer, { kind: 'refused' }> & {
  readonly doubtful: boolean
  readonly unknown: boolean
}
type Slice = readonly WaitingEvent[]

const seqsOf = (events: Slice): number[] => events.map(({ seq }) => seq)

/** Later events of an order wait for what was refused before them, until that is known to be its own fault. */
const withoutOrdersOf = (events: Slice, refused: ReadonlySet<string>): Slice =>
  events.filter(({ order_key }) => !refused.has(order_key))

/** What waits for nothing refused in front; behind it the first of each other order, by itself. */
const slicesOf = (events: Slice): Slice[] => {
  const orders = refusedOrders(events)
  const fresh = withoutOrdersOf(events, orders)
  const first = [...orders].flatMap(
    (order) => events.find(({ order_key }) => order_key === order) ?? [],
  )
  return [...(fresh.length ? [fresh] : []), ...first.map((one) => [one])]
}

/** The work of one process: as many lanes at a time as `workers`. */
export const createForwarder = (
  database: Database,
  tenants: readonly Tenant[],
  ports: Ports,
  options: { readonly owner: string; readonly workers?: number; readonly pollMs?: number },
): Forwarder => {
  const { clock, random, log } = ports
  const { owner, workers = database.engine === 'embedded' ? 2 : 4, pollMs = POLL_MS } = options
  const byApp = new Map(tenants.map((tenant) => [tenant.appId, tenant]))
  const appIds = [...byApp.keys()]
  let stopping = false
  let acceptedEvents = 0

  /** Milliseconds that have passed: by the clock and by what runs on while it is set, whichever is more. */
  const stopwatch = () => {
    const wall = clock.now()
    const steady = performance.now()
    return () => Math.max(clock.now() - wall, performance.now() - steady)
  }

  /** An answer that is not recorded is an event sent twice, so a lost connection to the database is tried again. */
  const recorded = async <T>(run: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run()
      } catch (error) {
        if (attempt === RECORD_TRIES) throw error
        await clock.sleep(RECORD_WAIT_MS * attempt)
      }
    }
  }

  /**
   * One call. `undefined`: the lease had run out, or an event was erased since it was read, so nothing was sent. A process
   * that was stopped and goes on finds that out here, between the note in the database, which fails if the lane is
   * another's, and the call itself.
   */
  const send = async (
    lease: Lease,
    tenant: Tenant,
    slice: Slice,
  ): Promise<{ batch: number; answer: Answer } | undefined> => {
    const elapsed = stopwatch()
    const batch = await beginBatch(database, lease, seqsOf(slice))
    // The next process to take the lane reads anew what waits in it.
    if (batch === undefined) await releaseLane(database, lease)
    if (batch === undefined || elapsed() > LEASE_MS - CALL_TIMEOUT_MS) return undefined
    const answer = await sendEvents(
      tenant,
      slice.map(({ body }) => body),
      ports,
    )
    return { batch, answer }
  }

  /** Sends what waits in a lane, once. `true`: all of it was dealt with, and more may be there. */
  const deliver = async (lease: Lease, tenant: Tenant, events: Slice): Promise<boolean> => {
    let slices = slicesOf(events)
    let accepted = 0
    let refusals = 0
    let firstRefusal: number | undefined
    let lastRefusal: Refused | undefined
    const refused = new Map<
      number,
      { readonly own: boolean; readonly isSure: boolean; readonly doubtful: boolean }
    >()
    /** Whether others were accepted after this event was refused in an earlier turn. */
    const passedSince = ({ refused_at }: WaitingEvent): boolean =>
      refused_at !== null && (accepted > 0 || (lease.accepted_at ?? 0) > refused_at)
    const doubtedOrders = new Set<string>()

    const onRefused = async (slice: Slice, batch: number, refusal: Refused): Promise<boolean> => {
      const alone = slice.length === 1
      refusals += 1
      firstRefusal ??= accepted
      lastRefusal = refusal
      const { doubtful } = refusal
      const marked = { ...refusal, alone, seqs: seqsOf(slice) }
      if (!(await recorded(() => refuseBatch(database, lease, batch, marked)))) return false
      const [first] = slice
      if (alone && first) {
        const { seq, order_key, doubts } = first
        const isSure = doubtful ? doubts + 1 >= MAX_DOUBTS : passedSince(first)
        refused.set(seq, { own: refusal.own, isSure, doubtful })
        doubtedOrders.add(order_key)
        slices = slices.map((other) => withoutOrdersOf(other, doubtedOrders))
      } else {
        const half = Math.ceil(slice.length / 2)
        slices = [slice.slice(0, half), slice.slice(half), ...slices]
      }
      return true
    }

    while (slices.length) {
      const [slice = [], ...rest] = slices
      slices = rest
      if (!slice.length) continue
      if (refusals >= MAX_REFUSALS && accepted === 0) break
      if (stopping) {
        await releaseLane(database, lease)
        return false
      }
      const sent = await send(lease, tenant, slice)
      if (!sent) return false
      const { batch, answer } = sent
      if (answer.kind === 'unavailable' && OWN_DOING.has(answer.code)) {
        await recorded(() => withdrawBatch(database, lease, batch, answer.code))
        return false
      }
      const [only, second] = slice
      const failsAlone =
        answer.kind === 'unavailable' &&
        answer.retryAfterMs === undefined &&
        // Our own word for a vendor that is spared says nothing about what was to be sent.
        !isGuarded(answer.code) &&
        ((lease.aloneInFailing && lease.failures >= FAILURES_OF_ITS_OWN) ||
          (only !== undefined && second === undefined && passedSince(only)))
      if (answer.kind === 'unavailable' && failsAlone) {
        const doubt: Refused = { ...answer, kind: 'refused', own: false, doubtful: true }
        if (!(await onRefused(slice, batch, doubt))) return false
        continue
      }
      if (answer.kind === 'unavailable') {
        const { code, message, unknown, retryAfterMs = 0 } = answer
        log.warn({ upstream: 'youshu', app_id: lease.app_id, code }, 'Events wait for the vendor')
        const failure = {
          code,
          message,
          unknown,
          // With spread: a thousand processes that come back at the same moment are the next outage.
          retryAfterMs: retryAfterMs * (1 + random.number() / 2),
          random: random.number(),
        }
        await recorded(() => failBatch(database, lease, batch, failure))
        return false
      }
      if (answer.kind === 'refused') {
        const refusal = { ...answer, doubtful: false, unknown: false }
        if (!(await onRefused(slice, batch, refusal))) return false
      } else {
        if (
          !(await recorded(() =>
            acceptBatch(database, lease, batch, seqsOf(slice), tenant.isOwn ?? false),
          ))
        )
          return false
        accepted += 1
        acceptedEvents += slice.length
      }
    }

    // What is refused while others pass is refused for itself; when nothing passes, nothing is put aside.
    const passed = firstRefusal !== undefined && accepted > firstRefusal
    const aside = [...refused].flatMap(([seq, { own, isSure, doubtful }]) =>
      isSure || (passed && !doubtful) ? [{ seq, own }] : [],
    )
    if (aside.length) {
      log.warn({ app_id: lease.app_id, events: aside.length }, 'Events were refused by the vendor')
      await recorded(() => putAside(database, lease, aside))
    }
    if (lastRefusal && accepted === 0 && !aside.length) {
      // Of a wrong secret this line is the only sign. Each turn waits longer than the one before, so there are few of them.
      const { code, message } = lastRefusal
      log.warn({ upstream: 'youshu', app_id: lease.app_id, code, message }, REFUSES_ALL)
    }
    if (refused.size === aside.length && slices.length === 0) return true
    const waitMs = Math.min(MAX_WAIT_MS, 1_000 * 2 ** Math.min(lease.failures, 20))
    await releaseLane(database, lease, {
      waitMs: waitMs * (0.5 + random.number() / 2),
      failed: accepted === 0,
    })
    return false
  }

  /** Takes one lane and sends what waits there. `false`: there was nothing to do. */
  const turn = async (): Promise<boolean> => {
    const lease = await claimLane(database, owner, appIds)
    const tenant = lease && byApp.get(lease.app_id)
    if (!lease || !tenant) return false
    let { events } = lease
    for (let batches = 0; events.length && !stopping; batches += 1) {
      if (!(await deliver(lease, tenant, events))) return true
      if (batches >= MAX_BATCHES_PER_TURN) break
      events = await waitingIn(database, lease.lane)
    }
    await releaseLane(database, lease)
    return true
  }

  const wakers = new Set<() => void>()
  const wake = () => {
    for (const waker of wakers) waker()
    wakers.clear()
  }
  const pause = () =>
    new Promise<void>((resume) => {
      const timer = setTimeout(resume, pollMs)
      wakers.add(() => {
        clearTimeout(timer)
        resume()
      })
    })

  const work = async (): Promise<void> => {
    while (!stopping) {
      try {
        if (await turn()) continue
      } catch (error) {
        // The database is away. What was leased comes back when the lease ends.
        log.error({ err: error }, 'Forwarding events failed')
      }
      if (!stopping) await pause()
    }
  }

  let running: Promise<void>[] = []
  return {
    accepted: () => acceptedEvents,
    start() {
      running = Array.from({ length: workers }, work)
    },
    async drain() {
      while (await turn());
    },
    wake,
    async stop() {
      stopping = true
      wake()
      await Promise.all(running)
    },
  }
}
