import { ACCEPTED, type Answer, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, paidId } from '../kit/phone'
import { PAGES } from '../kit/storage'

const HOUR = 3_600_000
const sticksTo = (order: string, as: Extract<Answer, { sticks: unknown }>['as']): Answer => ({
  sticks: (event) => idOf(event).includes(order),
  as,
})

test('an event that is reported again at a launch is what it was when it was reported first', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  phone.start().trackOrder(change('pay', 'A'))
  await phone.clock.pass(HOUR)
  phone.collector.answer = ACCEPTED
  phone.start({ appId: 'bi-other' }).trackOrder(change('pay', 'A'))
  await phone.clock.pass(HOUR)
  expect(phone.collector.ids()).toEqual([paidId('A')])
  expect(phone.collector.stored[0]?.props.time).toBe('1760000000000')
  expect(phone.collector.destinations.at(-1)).toMatch(/^bi0/)
})

test('what was reported behind a record that was cleared is found', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (const order of ['A', 'B', 'C']) tracker.trackOrder(change('pay', order))
  await phone.clock.pass(10)
  const [first = ''] = [...phone.storage.cells.keys()].filter((key) => key.endsWith('1'))
  phone.storage.cells.delete(first)
  phone.collector.answer = ACCEPTED
  phone.start()
  await phone.clock.pass(HOUR)
  expect(phone.collector.ids()).toEqual([paidId('B'), paidId('C')])
})

test('while the user is asked again nothing more is stored', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  tracker.init({ appId: 'bi0', consent: false })
  phone.storage.operations.length = 0
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(HOUR)
  expect(phone.storage.operations.filter(({ kind }) => kind === 'write')).toEqual([])
  phone.collector.answer = ACCEPTED
  tracker.setConsent(true)
  await phone.clock.pass(HOUR)
  expect(phone.collector.ids()).toEqual([paidId('A'), paidId('B')])
})

test('what was held is said to be unsaved, where it cannot be stored once it may be', () => {
  const phone = createPhone()
  const tracker = phone.start({ consent: false })
  tracker.trackOrder(change('pay', 'A'))
  expect(tracker.getStatus().unsaved).toBe(0)
  phone.storage.failing.write = true
  tracker.setConsent(true)
  expect(tracker.getStatus().unsaved).toBe(1)
})

test.each([
  ['a status', { kind: 'retryable', reason: 'HTTP 500', answered: true }],
  ['no answer', 'lost, no answer'],
] as const)('three events to which %s sticks hold no other up', async (_, as) => {
  const phone = createPhone()
  phone.collector.answer = sticksTo('poison', as)
  const tracker = phone.start({ batchSize: 1 })
  tracker.trackOrder(change('pay', 'poison', 3))
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(12 * HOUR)
  expect(phone.collector.ids()).toEqual([paidId('A')])
})

test('a parked event is tried although another one fails again and again', async () => {
  const phone = createPhone()
  phone.collector.answer = { kind: 'refused', reason: 'code 1' }
  phone.start().trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  phone.collector.answer = sticksTo('poison', OFFLINE)
  phone.start().trackOrder(change('pay', 'poison'))
  await phone.clock.pass(12 * HOUR)
  expect(phone.collector.ids()).toEqual([paidId('A')])
})

test.each(PAGES)(
  'an event is found behind five that were delivered, although the page %s is gone',
  async (page) => {
    const phone = createPhone()
    phone.collector.answer = OFFLINE
    const tracker = phone.start({ batchSize: 1 })
    const orders = ['A', 'B', 'C', 'D', 'E', 'F']
    for (const order of orders) tracker.trackOrder(change('pay', order))
    await phone.clock.pass(10)
    phone.collector.answer = sticksTo('F', OFFLINE)
    phone.networkReturns()
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toEqual(orders.slice(0, 5).map(paidId))
    phone.kill()
    phone.storage.cells.delete(page)
    phone.collector.answer = ACCEPTED
    phone.start()
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toEqual(orders.map(paidId))
  },
)
