import fc from 'fast-check'
import { live, steps } from './sequence'

const RUNS = Number(process.env['SEQUENCES'] ?? 10_000)
const RANK = ['pre_consume', 'consume', 'refund_consume']

jest.setTimeout(3_600_000)

test(`in ${RUNS} random lives of an app every event arrives, in order, and none twice without cause`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const { phone, told, unsaved, refusals, stored, status, ...life } = await live(sequence)
      const missing = [...told].filter((id) => !stored.includes(id) && !unsaved.has(id))
      expect(missing).toEqual([])
      if (!life.storageFailed) expect(life.storedAfterAccepted).toEqual([])

      const first = new Map<string, number>()
      stored.forEach((id, index) => first.has(id) || first.set(id, index))
      const byOrder = new Map<string, [string, number][]>()
      for (const event of first) {
        const order = event[0].split('/')[1] ?? ''
        byOrder.set(order, [...(byOrder.get(order) ?? []), event])
      }
      for (const events of byOrder.values()) {
        // After the third refusal, and where the storage failed, the order of arrival is not promised.
        const loose = events.some(([id]) => (refusals.get(id) ?? 0) > 2 || unsaved.has(id))
        if (loose || life.storageFailed) continue
        const ranks = events.sort(([, a], [, b]) => a - b).map(([id]) => RANK.indexOf(id.split('/')[0] ?? ''))
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      }
      expect(status).toMatchObject({ pending: 0, refused: 0, dropped: 0, error: 0 })
      if (!life.storageFailed) {
        expect([...phone.storage.cells.keys()].filter((key) => !key.startsWith('p'))).toEqual([])
      }
    }),
    { numRuns: RUNS, verbose: 1 },
  )
})
