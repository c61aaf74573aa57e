import type { Contestant } from './contestant'
import { ILL } from './faults'
import { STORED } from './network'
import { createPhone } from './phone'

const EVENTS = 300
const GAP_MS = 100
const SETTLED_MS = 10_000
const OFFLINE_MS = 300_000
const ILL_MS = 120_000
const RECOVERY_MS = 600_000
/** What was refused may be set aside for an hour. */
const RECOVERY_FROM_ILLNESS_MS = 7_200_000
const AWAY_MS = 300_000

export interface Backlog {
  readonly delivered: number
  /** After the user went away and came back, which wakes some. */
  readonly deliveredLater: number
  readonly duplicates: number
  readonly inOrder: boolean
  /** Before all was well again. */
  readonly requests: number
  /** From then to the last first delivery, in ms; undefined: nothing came. */
  readonly drained: number | undefined
}

/**
 * 300 events, ten a second, in five minutes without a network; then it returns, and the phone says so. `ill`: but for
 * two minutes more the collector refuses everything.
 */
export const measureBacklog = async (
  contestant: Contestant,
  seed: number,
  ill: boolean,
): Promise<Backlog> => {
  const { clock, network, launch } = createPhone(contestant, seed)
  const app = launch()
  // At another moment of everybody's timers with each seed.
  await clock.pass(SETTLED_MS + seed * 1_300)
  const begin = clock.now()
  network.answer = () => 'fail'
  app.connect(false)
  const ids = Array.from({ length: EVENTS }, (_, i) => `INS-${i}`)
  for (const id of ids) {
    app.sdk.track(id)
    await clock.pass(GAP_MS)
  }
  await clock.pass(OFFLINE_MS - EVENTS * GAP_MS)

  network.answer = () => (ill ? ILL : STORED)
  app.connect(true)
  if (ill) await clock.pass(ILL_MS)
  const back = clock.now()
  network.answer = () => STORED
  await clock.pass(ill ? RECOVERY_FROM_ILLNESS_MS : RECOVERY_MS)
  const inTime = new Set(network.stored.map(({ id }) => id)).size
  app.hide()
  await clock.pass(AWAY_MS)
  app.show()
  await clock.pass(AWAY_MS)
  const first = new Map<string, number>()
  for (const { id, at } of network.stored) if (!first.has(id)) first.set(id, at)
  const order = [...first.keys()]
  const last = [...first.values()].at(-1)
  return {
    delivered: inTime,
    deliveredLater: first.size,
    duplicates: network.stored.length - first.size,
    inOrder: order.join() === ids.filter((id) => first.has(id)).join(),
    requests: network.requests.filter((at) => at >= begin && at < back).length,
    drained: last && last - back,
  }
}
