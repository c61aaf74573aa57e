import { idOf, OFFLINE } from '../kit/collector'
import { change, createPhone } from '../kit/phone'
import { PAGES } from '../kit/storage'

const MINUTE = 60_000
/** Neither a page nor the archive of what was delivered. */
const isNoMemory = (key: string) => ![...PAGES, 'youshu-coupon:m'].includes(key)

test('paying an order consumes each of its coupons, in one request', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const { queued, issues } = tracker.trackOrder(change('pay', 'A', 2))
  await phone.clock.pass(1_000)
  expect(issues).toEqual([])
  expect(queued).toEqual(['consume/A/A-coupon-0', 'consume/A/A-coupon-1'])
  expect(phone.collector.requests.map((batch) => batch.map(idOf))).toEqual([queued])
  expect(tracker.getStatus()).toMatchObject({ pending: 0, accepted: 2 })
})

test('an event reported while offline survives a kill at once, and arrives once', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  phone.start().trackOrder(change('pay', 'A'))
  phone.kill()
  phone.collector.answer = { kind: 'accepted' }
  const tracker = phone.start()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
  expect(tracker.trackOrder(change('pay', 'A')).duplicates).toEqual(['consume/A/A-coupon-0'])
})

test('when all was answered the storage holds the two pages alone', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  for (let i = 0; i < 30; i++) tracker.trackOrder(change())
  await phone.clock.pass(MINUTE)
  expect([...phone.storage.cells.keys()].sort()).toEqual(PAGES)
})

test('no timer runs once all was delivered, nor at a launch where nothing waits', async () => {
  const phone = createPhone()
  phone.start().trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  expect(phone.collector.ids()).toHaveLength(1)
  expect(phone.clock.pending()).toBe(0)
  phone.kill()
  phone.start()
  await phone.clock.pass(1_000)
  expect(phone.clock.pending()).toBe(0)
})

test('an event costs three storage operations in all when events come one by one, and one more for every 96', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.storage.operations.length = 0
  for (let i = 0; i < 200; i++) {
    tracker.trackOrder(change())
    await phone.clock.pass(1_000)
  }
  expect(phone.storage.operations.length).toBeLessThanOrEqual(3 * 200 + 200 / 96)
})

test('a thousand pending events are recognised in the turn of the restart, with at most 20 reads', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  const changes = Array.from({ length: 1_000 }, () => change())
  for (const one of changes) {
    tracker.trackOrder(one)
    await phone.clock.pass(10)
  }
  phone.kill()
  phone.storage.operations.length = 0
  const again = phone.start()
  const results = [0, 1, 500, 997, 998, 999].map((i) => again.trackOrder(changes[i] ?? change()))
  expect(results.flatMap(({ queued }) => queued)).toEqual([])
  expect(phone.storage.operations.filter(({ kind }) => kind === 'read').length).toBeLessThanOrEqual(
    20,
  )
  expect(again.getStatus().pending).toBe(1_000)
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toHaveLength(1_000)
  expect([...phone.storage.cells.keys()].filter(isNoMemory)).toEqual([])
})
