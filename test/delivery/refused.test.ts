import type { Answer } from '../kit/collector'
import { change, createPhone } from '../kit/phone'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const REFUSED: Answer = { kind: 'refused', reason: 'code 1: unknown coupon' }

/** An app in which one event was refused a moment ago. */
const refusedOnce = async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = REFUSED
  tracker.trackOrder(change('give_order', 'A'))
  await phone.clock.pass(1_000)
  return { phone, tracker }
}

test('a refused event is tried again after ten minutes, after an hour and at three launches, and then rests', async () => {
  const { phone } = await refusedOnce()
  const asked = () => phone.collector.requests.length
  expect(asked()).toBe(1)
  await phone.clock.pass(10 * MINUTE)
  expect(asked()).toBe(2)
  await phone.clock.pass(59 * MINUTE)
  expect(asked()).toBe(2)
  await phone.clock.pass(2 * MINUTE)
  expect(asked()).toBe(3)
  await phone.clock.pass(DAY)
  expect(asked()).toBe(3)
  for (const times of [4, 5, 6, 6, 6]) {
    const tracker = phone.start()
    await phone.clock.pass(HOUR)
    expect(asked()).toBe(times)
    expect(tracker.getStatus()).toMatchObject({
      pending: 0,
      parked: [{ reason: 'code 1: unknown coupon' }],
    })
  }
})

test('what rests is listed with its reason, and sent again on request', async () => {
  const { phone } = await refusedOnce()
  await phone.clock.pass(2 * HOUR)
  for (let i = 0; i < 3; i++) {
    phone.start()
    await phone.clock.pass(HOUR)
  }
  const tracker = phone.start()
  await phone.clock.pass(HOUR)
  expect(tracker.getStatus().parked).toEqual([
    {
      event_id: 'pre_consume/A/A-coupon-0',
      reason: 'code 1: unknown coupon',
      retry_at: null,
    },
  ])
  phone.collector.answer = { kind: 'accepted' }
  tracker.retryRefused()
  await phone.clock.pass(1_000)
  expect(phone.collector.ids()).toEqual(['pre_consume/A/A-coupon-0'])
  expect(tracker.getStatus()).toMatchObject({ pending: 0, parked: [] })
})

/** The collector refuses this for good, and takes everything else. */
const withoutOrders: Answer = { refuses: ({ props }) => props.action_type === 'pre_consume' }

test.each(['before it', 'behind it', 'never'])(
  'a refused event holds nothing, not even the later change of its order; another order is accepted %s',
  async (other) => {
    const phone = createPhone()
    const tracker = phone.start()
    phone.collector.answer = withoutOrders
    if (other === 'before it') tracker.trackOrder(change('pay', 'B'))
    await phone.clock.pass(10_000)
    tracker.trackOrder(change('give_order', 'A'))
    await phone.clock.pass(20_000)
    tracker.trackOrder(change('pay', 'A'))
    if (other === 'behind it') tracker.trackOrder(change('pay', 'B'))
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids()).toContain('consume/A/A-coupon-0')
    phone.collector.answer = { kind: 'accepted' }
    await phone.clock.pass(61 * MINUTE)
    expect(phone.collector.ids()).toContain('pre_consume/A/A-coupon-0')
  },
)

test('an event that is refused for good rests also in a run in which nothing else is reported', async () => {
  const { phone, tracker } = await refusedOnce()
  phone.collector.answer = withoutOrders
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(5 * MINUTE)
  phone.start()
  const before = phone.collector.requests.length
  await phone.clock.pass(DAY)
  expect(phone.collector.requests.length - before).toBeLessThanOrEqual(3)
})

test.each([-3 * DAY, 3 * DAY])(
  'a clock that is set by %d ms delays a refused event no longer',
  async (by) => {
    const { phone } = await refusedOnce()
    phone.clock.set(phone.clock.now() + by)
    phone.collector.answer = { kind: 'accepted' }
    phone.start()
    await phone.clock.pass(10 * MINUTE)
    expect(phone.collector.ids()).toEqual(['pre_consume/A/A-coupon-0'])
  },
)
