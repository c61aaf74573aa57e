import type { Contestant } from './contestant'
import { STORED } from './network'
import { createPhone } from './phone'
import { quantiles } from './quantiles'

const PENDING = 1_000
const GAP_MS = 100
const TIMES = 7
const TOLD_AGAIN = 10
const PATIENCE_MS = 60_000
const RECOVERY_MS = 600_000

export interface Restart {
  /** How many of 1,000 events outlived the kill and were delivered after it. */
  readonly survivors: number
  /** CPU from the start of the app to the first request with an event in it, in ms; undefined: there was none. */
  readonly firstRequestMs: number | undefined
  readonly readsInATurn: number
  /** Deliveries more, when ten of the changes are reported again right after the launch: 0 if they all wait, known. */
  readonly toldAgain: number
}

/** 1,000 events wait, the app is killed and starts again. */
export const measureRestart = async (contestant: Contestant): Promise<Restart> => {
  const before = createPhone(contestant)
  const app = before.launch()
  before.network.answer = () => 'fail'
  before.storage.weigh = false
  for (let i = 0; i < PENDING; i++) {
    app.sdk.track(`INS-${i}`)
    await before.clock.pass(GAP_MS)
  }
  await before.clock.pass(1_000)
  app.kill()
  /** The same phone, some time later, as often as it is needed. */
  const again = () => {
    const phone = createPhone(contestant)
    for (const [key, cell] of before.storage.cells) phone.storage.cells.set(key, cell)
    phone.storage.weigh = false
    return phone
  }

  const took: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const { clock, network, launch } = again()
    let sent = false
    network.answer = (ids) => {
      sent ||= ids().length > 0
      return STORED
    }
    const begin = process.cpuUsage()
    launch()
    await clock.pass(PATIENCE_MS, () => sent)
    const { user, system } = process.cpuUsage(begin)
    if (sent) took.push((user + system) / 1_000)
  }
  /** To the end, with so many of the waiting changes reported again right after the launch. */
  const drain = async (repeated: number) => {
    const { clock, network, storage, launch } = again()
    const { sdk } = launch()
    for (let i = 0; i < repeated; i++) sdk.track(`INS-${(i * PENDING) / repeated}`)
    await clock.pass(RECOVERY_MS)
    return { network, readsInATurn: storage.maxReadsInATurn }
  }
  const { network, readsInATurn } = await drain(0)
  const retold = await drain(TOLD_AGAIN)
  return {
    survivors: new Set(network.stored.map(({ id }) => id)).size,
    firstRequestMs: took.length ? quantiles(took).p50 : undefined,
    readsInATurn: Math.max(readsInATurn, retold.readsInATurn),
    toldAgain: retold.network.stored.length - network.stored.length,
  }
}
