import { OFFLINE } from '../kit/collector'
import { change, createPhone, deliver, paidId, startOffline } from '../kit/phone'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

test('of more than a thousand events the oldest fall out, each counted with its reason', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  const reported = Array.from({ length: 1_003 }, () => tracker.trackOrder(change()).queued).flat()
  await phone.clock.pass(0)
  expect(tracker.getStatus()).toMatchObject({ pending: 1_000, dropped: 3, losses: { full: 3 } })
  phone.collector.answer = { kind: 'accepted' }
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(reported.slice(3))
})

test('what waits weighs at most 800 KB: Chinese text counts its bytes', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  const heavy = () => {
    const one = change()
    const [coupon] = one.coupons
    return { ...one, coupons: [{ ...coupon, coupon_ins_name: '券'.repeat(30_000) }] }
  }
  for (let i = 0; i < 12; i++) tracker.trackOrder(heavy() as ReturnType<typeof change>)
  await phone.clock.pass(0)
  const { pending, dropped } = tracker.getStatus()
  expect({ pending, dropped }).toEqual({ pending: 8, dropped: 4 })
  const bytes = [...phone.storage.cells.values()].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  )
  expect(bytes).toBeLessThanOrEqual(800_000 + 10_000)
})

test('an event falls out after thirty days of running in which it could not be sent', async () => {
  const { phone } = startOffline('A')
  await phone.clock.pass(29 * DAY)
  const tracker = phone.start()
  await phone.clock.pass(MINUTE)
  expect(tracker.getStatus()).toMatchObject({ pending: 1, dropped: 0 })
  await phone.clock.pass(DAY + 10 * MINUTE)
  expect(tracker.getStatus()).toMatchObject({ pending: 0, losses: { expired: 1 } })
})

test('an event that is held for the user’s word is as young as it is, on a phone that was used for months', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  phone.start().trackOrder(change())
  await phone.clock.pass(31 * DAY)
  const tracker = phone.start({ consent: false })
  tracker.trackOrder(change('pay', 'A'))
  tracker.setConsent(true)
  await phone.clock.pass(DAY)
  expect(tracker.getStatus()).toMatchObject({ pending: 1, dropped: 0 })
  phone.collector.answer = { kind: 'accepted' }
  await phone.clock.pass(DAY)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
})

test('months in which the app does not run cost no event', async () => {
  const { phone } = startOffline('A')
  await phone.clock.pass(29 * DAY)
  for (let month = 0; month < 6; month++) {
    phone.kill()
    await phone.clock.pass(30 * DAY)
    expect(phone.start().getStatus()).toMatchObject({ pending: 1, losses: {} })
  }
  await deliver(phone)
  expect(phone.collector.ids()).toEqual([paidId('A')])
})

test('a clock that is set forward by a year loses nothing while the way is open', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  phone.start().trackOrder(change('pay', 'A'))
  phone.kill()
  phone.clock.set(phone.clock.now() + 365 * DAY)
  phone.collector.answer = { kind: 'accepted' }
  phone.start()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
})

test('an event that was refused for good costs no later event its place, however many pass it', async () => {
  const phone = createPhone()
  phone.collector.answer = { refuses: ({ props }) => props.order_id === 'poison' }
  const tracker = phone.start()
  tracker.trackOrder(change('pay', 'poison'))
  for (let i = 0; i < 1_200; i++) {
    tracker.trackOrder(change())
    await phone.clock.pass(200)
  }
  const again = phone.start()
  const { queued } = again.trackOrder(change())
  await phone.clock.pass(10 * MINUTE)
  expect(phone.collector.ids()).toEqual(expect.arrayContaining(queued))
  expect(again.getStatus()).toMatchObject({ pending: 0, parked: [{}], dropped: 0 })
})

test('one event that has no room even alone is the one that is lost, and no older one', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  const { queued } = tracker.trackOrder(change('pay', 'A'))
  const huge = change('pay', 'B')
  const long = '券'.repeat(90_000)
  const coupons = huge.coupons.map((coupon) => ({
    ...coupon,
    coupon_id: long,
    coupon_ins_name: long,
    coupon_ins_id: long,
  }))
  tracker.trackOrder({ ...huge, coupons })
  await phone.clock.pass(1)
  expect(tracker.getStatus()).toMatchObject({ waiting: queued, losses: { full: 1 } })
})
