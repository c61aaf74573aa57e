import type { Contestant } from './contestant'
import { createPhone } from './phone'

const SETTLED_MS = 10_000

export interface LaunchCost {
  readonly reads: number
  readonly writes: number
  readonly removes: number
  readonly bytes: number
  readonly requests: number
}

/** What the second launch costs, with nothing waiting, in its first 10 s. */
export const measureLaunch = async (contestant: Contestant): Promise<LaunchCost> => {
  const { clock, storage, network, launch } = createPhone(contestant)
  const first = launch()
  await clock.pass(SETTLED_MS)
  first.kill()
  await clock.pass(SETTLED_MS)
  const before = storage.tally()
  const requests = network.requests.length + network.others
  launch()
  await clock.pass(SETTLED_MS)
  const after = storage.tally()
  return {
    reads: after.reads - before.reads,
    writes: after.writes - before.writes,
    removes: after.removes - before.removes,
    bytes: after.bytes - before.bytes,
    requests: network.requests.length + network.others - requests,
  }
}
