import { type Answer, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone } from '../kit/phone'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Twenty orders are paid, 200 ms apart, while the way to the collector is as given; after two minutes it heals. */
const outage = async (answer: Answer, events = 20) => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = answer
  const reported: string[] = []
  for (let i = 0; i < events; i++) {
    reported.push(...tracker.trackOrder(change()).queued)
    await phone.clock.pass(200)
  }
  await phone.clock.pass(2 * MINUTE - events * 200)
  const during = phone.collector.requests.length
  phone.collector.answer = { kind: 'accepted' }
  return { phone, tracker, reported, during }
}

test('after two minutes offline all twenty events arrive, in order, none twice, after few requests', async () => {
  const { phone, reported, during } = await outage(OFFLINE)
  phone.networkReturns()
  await phone.clock.pass(31 * SECOND)
  expect(phone.collector.ids()).toEqual(reported)
  expect(during).toBeLessThanOrEqual(25)
})

test('where the network returns while a request is failing, its retry is brought forward as well', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  const { queued } = tracker.trackOrder(change())
  // The quick second attempt failed; the third hangs until it times out.
  await phone.clock.pass(10 * SECOND)
  phone.collector.answer = 'lost, no answer'
  const before = phone.collector.requests.length
  while (phone.collector.requests.length === before) await phone.clock.pass(SECOND)
  phone.networkReturns()
  phone.collector.answer = { kind: 'accepted' }
  await phone.clock.pass(41 * SECOND)
  expect(phone.collector.ids()).toEqual(queued)
})

test('after a failure one event alone tries the way: lost answers make fewer duplicates than there are events', async () => {
  const { phone, reported } = await outage('stored, no answer')
  await phone.clock.pass(10 * MINUTE)
  const ids = phone.collector.ids()
  expect(new Set(ids)).toEqual(new Set(reported))
  expect(ids.length - reported.length).toBeLessThanOrEqual(reported.length)
})

test('one poison event among twenty is set aside with the reason, and nineteen arrive at once', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = { refuses: (event) => idOf(event) === 'consume/poison/poison-coupon-0' }
  for (let i = 0; i < 20; i++) tracker.trackOrder(change('pay', i === 7 ? 'poison' : undefined))
  await phone.clock.pass(5 * SECOND)
  expect(phone.collector.stored).toHaveLength(19)
  expect(tracker.getStatus()).toMatchObject({
    pending: 0,
    parked: [{ event_id: 'consume/poison/poison-coupon-0', reason: 'code 1' }],
  })
})

test.each([
  [20, 60],
  [300, 60],
])(
  'a collector that refuses %d events for two minutes is asked at most %d times, and gets all of them within two hours',
  async (events, most) => {
    const phone = createPhone()
    const tracker = phone.start()
    phone.collector.answer = OFFLINE
    for (let i = 0; i < events; i++) tracker.trackOrder(change())
    await phone.clock.pass(MINUTE)
    const before = phone.collector.requests.length
    phone.collector.answer = { kind: 'refused', reason: 'code 1' }
    phone.networkReturns()
    await phone.clock.pass(2 * MINUTE)
    expect(phone.collector.requests.length - before).toBeLessThanOrEqual(most)
    phone.collector.answer = { kind: 'accepted' }
    await phone.clock.pass(120 * MINUTE)
    expect(phone.collector.stored).toHaveLength(events)
    expect(tracker.getStatus()).toMatchObject({ pending: 0, parked: [], dropped: 0 })
  },
)

test('three hundred events at ten a second, five minutes offline: all arrive within a minute', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  for (let i = 0; i < 300; i++) {
    tracker.trackOrder(change())
    await phone.clock.pass(100)
  }
  await phone.clock.pass(4.5 * MINUTE)
  expect(phone.collector.requests.length).toBeLessThanOrEqual(25)
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored).toHaveLength(300)
})
