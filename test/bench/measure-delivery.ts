import type { Contestant } from './contestant'
import type { Fault } from './faults'
import { STORED } from './network'
import { createPhone } from './phone'

const EVENTS = 20
const GAP_MS = 200
/** Launch traffic is over by then. */
const SETTLED_MS = 10_000
const AWAY_MS = 300_000

export interface Delivery {
  readonly delivered: number
  /** After the user went away and came back, which wakes some. */
  readonly deliveredLater: number
  readonly duplicates: number
  /** Those beyond the deliveries whose answer was lost, which cannot be helped. */
  readonly needless: number
  readonly inOrder: boolean
  /** Every delivery of an event carried the same id. */
  readonly sameKey: boolean
  /** During the fault. */
  readonly requests: number
  /** From the end of the fault, or from the last event if it never ends, to the last first delivery, in ms. */
  readonly late: number | undefined
  /** What the contestant says it has set aside, where it says so: the collector's reasons. */
  readonly setAside: readonly string[]
  /** Exceptions that reached WeChat. */
  readonly crashes: number
}

/** 20 events 200 ms apart while something goes wrong and the app stays alive; then all is well. */
export const measureDelivery = async (
  contestant: Contestant,
  fault: Fault,
  seed: number,
): Promise<Delivery> => {
  const { clock, network, crashes, launch } = createPhone(contestant, seed)
  const app = launch()
  // At another moment of everybody's timers with each seed.
  await clock.pass(SETTLED_MS + seed * 1_300)

  const begin = clock.now()
  const ids = Array.from({ length: EVENTS }, (_, i) => `INS-${i}`)
  network.answer = fault.begin()
  for (const id of ids) {
    app.sdk.track(id)
    await clock.pass(GAP_MS)
  }
  const reportedAt = clock.now()
  await clock.pass(fault.lasts - (reportedAt - begin))
  const ended = clock.now()
  if (fault.heals) network.answer = () => STORED
  await clock.pass(fault.after)
  const inTime = new Set(network.stored.map(({ id }) => id)).size
  const setAside = (app.sdk.setAside?.() ?? []).map(({ reason }) => reason)
  app.hide()
  await clock.pass(AWAY_MS)
  app.show()
  await clock.pass(AWAY_MS)

  const first = new Map<string, number>()
  for (const { id, at } of network.stored) if (!first.has(id)) first.set(id, at)
  const order = [...first.keys()]
  const last = [...first.values()].at(-1)
  const duplicates = network.stored.length - first.size
  return {
    delivered: inTime,
    deliveredLater: first.size,
    duplicates,
    needless: Math.max(0, duplicates - network.unanswered),
    inOrder: order.join() === ids.filter((id) => first.has(id)).join(),
    sameKey: new Set(network.stored.map(({ id, key }) => `${id} ${key}`)).size === first.size,
    requests: network.requests.filter((at) => at >= begin && at < ended).length,
    late: last && last - (fault.heals ? ended : reportedAt),
    setAside,
    crashes: crashes.length,
  }
}
