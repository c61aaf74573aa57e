import type { Contestant } from './contestant'
import { createPhone } from './phone'
import { type Quantiles, quantiles } from './quantiles'
import { stopwatch } from './stopwatch'

const ROUNDS = 20_000
const WARM_UP = 5_000
const GAP_MS = 1_000

/**
 * The CPU of one track call, in ns, of all contestants in turn in one process. What the phone does below (flash,
 * network) is not in it: the fake storage keeps a text by reference, and the fake network answers without a look.
 */
export const measureTrack = async (
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<Contestant, Quantiles>> => {
  const runs = contestants.map((contestant) => {
    const phone = createPhone(contestant)
    phone.network.blind = true
    phone.storage.weigh = false
    return { contestant, phone, app: phone.launch(), samples: [] as number[] }
  })
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < runs.length; i++) {
      // Another one goes first each time: the first pays for what the others left in the caches.
      const run = runs[(round + i) % runs.length]
      if (!run) continue
      const took = stopwatch(() => run.app.sdk.track(`INS-${round}`))
      if (round >= WARM_UP) run.samples.push(took)
    }
    for (const { phone } of runs) await phone.clock.pass(GAP_MS)
  }
  return new Map(runs.map(({ contestant, samples }) => [contestant, quantiles(samples)]))
}
