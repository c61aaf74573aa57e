import * as fc from 'fast-check'
import { live, steps } from './sequence'

const RUNS = Number(process.env['SEQUENCES'] ?? 10_000)
/** Of a failed run: it is run again. */
const SEED = process.env['SEED']
const RANK = ['pre_consume', 'consume', 'refund_consume']

jest.setTimeout(3_600_000)

type Life = Awaited<ReturnType<typeof live>>

/** Orders of which a later change was stored before an earlier one. */
const disordered = ({ stored, refusals, unsaved, storageFailed }: Life): string[] => {
  const orders = new Map<string, string[]>()
  for (const id of new Set(stored)) {
    const order = id.split('/')[1] ?? ''
    orders.set(order, [...(orders.get(order) ?? []), id])
  }
  return [...orders].flatMap(([order, ids]) => {
    // After the third refusal, and where the storage failed, the order of arrival is not promised.
    if (storageFailed || ids.some((id) => (refusals.get(id) ?? 0) > 2 || unsaved.has(id))) return []
    const ranks = ids.map((id) => RANK.indexOf(id.split('/')[0] ?? ''))
    return ranks.some((rank, i) => rank < (ranks[i - 1] ?? 0)) ? [order] : []
  })
}

test(`in ${RUNS} random lives of an app every event arrives, in order, and none twice without cause`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const life = await live(sequence)
      const { told, stored, unsaved, phone, storageFailed } = life
      const keys = [...phone.storage.cells.keys()]
      expect({
        missing: [...told].filter((id) => !stored.includes(id) && !unsaved.has(id)),
        disordered: disordered(life),
        storedAfterAccepted: storageFailed ? [] : life.storedAfterAccepted,
        left: storageFailed ? [] : keys.filter((key) => !/^youshu-coupon:[abm]$/.test(key)),
        status: life.status,
      }).toMatchObject({
        missing: [],
        disordered: [],
        storedAfterAccepted: [],
        left: [],
        status: { pending: 0, parked: [], dropped: 0, error: 0 },
      })
    }),
    {
      numRuns: RUNS,
      ...(SEED && { seed: Number(SEED), path: process.env['SEED_PATH'] ?? '' }),
      // Fails with the seed, the path and the shrunk steps: SEED=… SEED_PATH=… npx jest test/delivery/no-event runs it again.
    },
  )
})
