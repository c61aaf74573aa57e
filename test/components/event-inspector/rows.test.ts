import { rowsOf } from '../../../plugin/components/event-inspector/rows'
import { OFFLINE } from '../../kit/collector'
import { change, createPhone, openPage, OPTIONS, USER } from '../../kit/phone'

const REFUSED = { kind: 'refused', reason: 'code 1: unknown coupon' } as const

/** The plugin itself on a phone; `rows`: key, state and reason of each row, newest first. */
const start = (options: object = {}) => {
  const phone = createPhone()
  const tracker = phone.start(options)
  const list = () => rowsOf(tracker.getStatus())
  return {
    phone,
    tracker,
    list,
    rows: () => list().map(({ key, state, reason }) => [key, state, reason]),
  }
}

test('each event is one row, newest first, and keeps its place when its state changes', async () => {
  const { phone, tracker, list, rows } = start()
  tracker.trackOrder(change('give_order', 'A'))
  tracker.trackOrder(change('give_order', 'B'))
  const ids = ['pre_consume/B/B-coupon-0', 'pre_consume/A/A-coupon-0']
  expect(rows()).toEqual(ids.map((id) => [id, 'pending', undefined]))
  await phone.clock.pass(1_000)
  expect(rows()).toEqual(ids.map((id) => [id, 'accepted', undefined]))
  expect(list().map(({ event }) => event?.props.order_id)).toEqual(['B', 'A'])
})

test('what was left out of an event stays on its row once it is delivered', async () => {
  jest.spyOn(console, 'warn').mockReturnValue()
  const { phone, tracker, list } = start()
  const order = change('pay', 'A')
  const coupons = order.coupons.map((coupon) => ({ ...coupon, coupon_deduction: 'ten' }))
  tracker.trackOrder({ ...order, coupons } as never)
  const warning = expect.stringContaining('coupons[0].coupon_deduction')
  expect(list()).toMatchObject([{ state: 'pending', reason: undefined, warning }])
  await phone.clock.pass(1_000)
  expect(list()).toMatchObject([{ state: 'accepted', reason: undefined, warning }])
})

test('the same change reported again counts on its row and changes nothing else', async () => {
  const { phone, tracker, list } = start()
  for (let i = 0; i < 3; i++) tracker.trackOrder(change('pay', 'A'))
  expect(list()).toMatchObject([{ state: 'pending', repeats: 2 }])
  await phone.clock.pass(1_000)
  tracker.trackOrder(change('pay', 'A'))
  expect(list()).toMatchObject([{ state: 'accepted', repeats: 3 }])
})

test('a change that was reported in an earlier run is a row of its own, marked as a repetition', async () => {
  const { phone, tracker } = start()
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  const again = phone.start()
  again.trackOrder(change('pay', 'A'))
  expect(rowsOf(again.getStatus())).toMatchObject([
    { key: 'consume/A/A-coupon-0', state: 'duplicate', repeats: 1 },
  ])
})

test('without an open_id an event waits for the user, and no longer once the user is known', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  openPage(tracker)
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  expect(rowsOf(tracker.getStatus())).toMatchObject([{ state: 'waiting' }])
  tracker.setUser(USER)
  expect(rowsOf(tracker.getStatus())).toMatchObject([
    { state: 'pending', event: { props: { wx_user: USER } } },
  ])
})

test('after a failed request what was in it goes later, with the reason; the others just wait', async () => {
  const { phone, tracker, rows } = start({ batchSize: 1 })
  phone.collector.next = [OFFLINE]
  tracker.trackOrder(change('pay', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(100)
  tracker.trackOrder(change('pay', 'C'))
  expect(rows()).toEqual([
    ['consume/C/C-coupon-0', 'pending', undefined],
    ['consume/B/B-coupon-0', 'pending', undefined],
    ['consume/A/A-coupon-0', 'later', 'request:fail'],
  ])
  await phone.clock.pass(60_000)
  expect(rows().map(([, state]) => state)).toEqual(['accepted', 'accepted', 'accepted'])
})

test('the reason of a second failure takes the place of the first', async () => {
  const { phone, tracker, rows } = start()
  phone.collector.next = [OFFLINE]
  phone.collector.answer = { kind: 'retryable', reason: 'HTTP 502', answered: true }
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(20_000)
  expect(rows()).toEqual([['consume/A/A-coupon-0', 'later', 'HTTP 502']])
})

test('a refused event shows the reason, and holds nothing, not even its order', async () => {
  const { phone, tracker, list } = start()
  phone.collector.answer = REFUSED
  tracker.trackOrder(change('give_order', 'A'))
  await phone.clock.pass(1_000)
  phone.collector.answer = { refuses: ({ props }) => props.action_type === 'pre_consume' }
  tracker.trackOrder(change('pay', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(1_000)
  expect(list()).toMatchObject([
    { key: 'consume/B/B-coupon-0', state: 'accepted', behind: false },
    { key: 'consume/A/A-coupon-0', state: 'accepted', behind: false },
    { key: 'pre_consume/A/A-coupon-0', state: 'parked', reason: 'code 1', behind: false },
  ])
})

test('an issue that comes again counts on its row and moves up; it belongs to no event', () => {
  jest.spyOn(console, 'error').mockReturnValue()
  const { phone, tracker, list } = start()
  const nameless = { ...change('pay', 'A'), coupons: [{ coupon_id: 'batch' }] }
  tracker.trackOrder(nameless as never)
  phone.clock.set(phone.clock.now() + 60_000)
  tracker.trackOrder(change('pay', 'B'))
  const count = list().length
  tracker.trackOrder(nameless as never)
  expect(list()).toHaveLength(count)
  expect(list()[0]).toMatchObject({ state: 'invalid', repeats: 1, event: undefined })
  expect(list()[0]?.reason).toContain('coupons[0].coupon_ins_')
  expect(list()[0]?.at).toBe(phone.clock.now())
  expect(list()[count - 1]).toMatchObject({ key: 'consume/B/B-coupon-0' })
})

test('an event that could not be stored is marked, and is still sent', async () => {
  const { phone, tracker, list } = start()
  phone.storage.failing.write = true
  tracker.trackOrder(change('pay', 'A'))
  expect(list()).toMatchObject([{ state: 'pending', unsaved: true }])
  await phone.clock.pass(1_000)
  expect(list()).toMatchObject([{ state: 'accepted' }])
})

test('what is reported after a withdrawn consent is dropped, with the reason', () => {
  const { tracker, rows } = start()
  tracker.setConsent(false)
  tracker.trackOrder(change('pay', 'A'))
  expect(rows()).toEqual([['consume/A/A-coupon-0', 'dropped', 'consent']])
})

test.each([{}, { edition: 'datanexus' }])(
  'an event without a user is shown to wait for one, of %j',
  (edition) => {
    const phone = createPhone()
    const tracker = phone.launch()
    tracker.init({ ...OPTIONS, ...edition } as never)
    openPage(tracker)
    tracker.trackOrder(change('edition' in edition ? 'payed' : 'pay', 'A'))
    expect(rowsOf(tracker.getStatus())).toMatchObject([{ state: 'waiting', behind: false }])
  },
)
