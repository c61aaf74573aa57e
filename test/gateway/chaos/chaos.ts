import { coupons } from '../youshu/a-coupon'
import { ask, type Fleet, type Process } from './fleet'
import { startPhones } from './phones'
import { isPoison, type ShakyVendor } from './shaky-vendor'

/** What was found out about one run. */
export interface Findings {
  readonly kills: number
  readonly events: number
  readonly posts: number
  /** Deliveries beyond the first: answers that were lost, or workers that were killed before they recorded one. */
  readonly repeatedDeliveries: number
  readonly lost: readonly string[]
  readonly outOfOrder: readonly string[]
  readonly repeatedAfterAck: readonly string[]
  /** Events that were put aside and are not poison. */
  readonly wronglyAside: readonly string[]
  readonly stuckJobs: readonly string[]
  readonly lostCoupons: number
}

const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms))
const COUPONS = 1_000
const MAX_QUIET_MS = 240_000

/** The first arrivals of each order's events come in its order. */
export const ordersOutOfOrder = (
  heard: ReadonlyMap<string, readonly string[]>,
  taken: readonly string[],
): string[] => {
  const first = new Map<string, number>()
  taken.forEach((id, at) => first.has(id) || first.set(id, at))
  return [...heard].flatMap(([order, ids]) => {
    const places = ids.flatMap((id) => first.get(id) ?? [])
    return places.every((place, n) => n === 0 || place > (places[n - 1] ?? 0)) ? [] : [order]
  })
}

/**
 * Phones report, gateways relay, a job pushes coupons, and processes are killed at random moments. Then everything is
 * left alone until nothing waits any more, and counted.
 */
export const runChaos = async ({
  fleet,
  vendor,
  processes,
  kills,
  maxLifeMs,
  random,
  running,
}: {
  readonly fleet: Fleet
  readonly vendor: ShakyVendor
  readonly processes: number
  readonly kills: number
  /** The longest that is waited between two kills. */
  readonly maxLifeMs: number
  readonly random: () => number
  /** The processes that live, for the vendor to ask. */
  readonly running: Process[]
}): Promise<Findings> => {
  const startOne = async () => {
    const process = await fleet.start()
    if (process) running.push(process)
  }
  const anyUrl = () => running[Math.floor(random() * running.length)]?.url
  const anyAnswer = async (path: string, body?: unknown) => {
    for (;;) {
      const url = anyUrl()
      const answer = url === undefined ? undefined : await ask(url, path, body)
      if (answer) return answer
      if (!running.length) await startOne()
      await pause(50)
    }
  }

  await Promise.all(Array.from({ length: processes }, startOne))
  const phones = startPhones({ random, anyUrl, phones: 8, repeats: 0.3, poison: 0.002 })
  const jobIds: string[] = []
  for (let n = 0; n < kills; n += 1) {
    if (n % 10 === 0) {
      const list = coupons(COUPONS).map((coupon, at) => ({
        ...coupon,
        external_coupon_id: `${n}-${at}`,
      }))
      const job = await anyAnswer('/jobs', { kind: 'coupon-batches', input: { coupons: list } })
      jobIds.push(String(job['id']))
    }
    await pause(50 + (maxLifeMs - 50) * random())
    const [victim] = running.splice(Math.floor(random() * running.length), 1)
    await victim?.kill()
    await startOne()
  }
  await phones.stop()
  vendor.calm()

  const deadline = Date.now() + MAX_QUIET_MS
  const unfinished = async () => {
    const { jobs } = (await anyAnswer('/jobs')) as { jobs: { id: string; state: string }[] }
    const now = Date.now()
    const { upstreams } = (await anyAnswer(
      `/events/summary?from=${now - 86_400_000}&to=${now + 3_600_000}&by=day`,
    )) as {
      upstreams: { waiting: number }[]
    }
    return {
      waiting: upstreams.reduce((sum, one) => sum + one.waiting, 0),
      jobs: jobs.filter(({ state }) => state !== 'done').map(({ id }) => id),
    }
  }
  let left = await unfinished()
  // What is suspected waits for an acceptance after its refusal: one more order, as the next customer brings.
  while ((left.waiting > 0 || left.jobs.length > 0) && Date.now() < deadline) {
    const next = startPhones({
      random: () => 0.5,
      anyUrl,
      phones: 1,
      repeats: 0,
      poison: 0,
      orders: 1,
      eventsPerOrder: 1,
    })
    await next.stop()
    await pause(500)
    left = await unfinished()
    if (left.waiting <= 1 && left.jobs.length === 0) break
  }

  const taken = new Set(vendor.taken)
  const all = [...phones.heard.values()].flat()
  const { events: refused } = (await anyAnswer('/events?state=refused&limit=500')) as {
    events: { event_id: string }[]
  }
  const { events: parked } = (await anyAnswer('/events?state=parked&limit=500')) as {
    events: { event_id: string }[]
  }
  return {
    kills,
    events: all.length,
    posts: phones.posts(),
    repeatedDeliveries: vendor.taken.length - taken.size,
    lost: all.filter((id) => !taken.has(id) && !isPoison(id)),
    outOfOrder: ordersOutOfOrder(phones.heard, vendor.taken),
    repeatedAfterAck: vendor.repeatedAfterAck,
    wronglyAside: [...refused, ...parked]
      .map(({ event_id }) => event_id)
      .filter((id) => !isPoison(id)),
    stuckJobs: left.jobs,
    lostCoupons: jobIds.length * COUPONS - vendor.coupons.size,
  }
}
