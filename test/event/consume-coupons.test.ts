import packageJson from '../../package.json'
import { check } from '../../plugin/event/schema'
import { consumeCoupon, type OrderChange, readOrder } from '../../plugin/event/consume-coupon'
import {
  completed,
  missingIssues,
  missingOf,
  type Moment,
  timeText,
} from '../../plugin/event/moment'
import { type ConsumeCoupon, consumeCouponSchema } from '../../plugin/event/tables'
import { VERSION } from '../../plugin/event/moment'

const MOMENT: Moment = {
  time: timeText(1_760_000_000_000),
  page: 'pages/order?order_id=A',
  page_title: '订单',
  sr_sdk_version: VERSION,
  chan: { chan_wxapp_scene: 1011, chan_id: 'poster_1' },
  component: { component_id: 'card', component_name: 'coupon-card' },
  wx_user: { app_id: 'wx9d4f5f22pa099f82', open_id: 'o-1', local_id: 'l-1' },
}
const coupon = (coupon_ins_id: string, more: object = {}) => ({
  coupon_id: 'batch',
  coupon_ins_id,
  coupon_ins_name: '满 30 减 5',
  ...more,
})
const order = (more: Partial<OrderChange>): OrderChange => ({
  order_status: 'pay',
  coupons: [coupon('one')],
  ...more,
})
/** As it goes on the wire. */
const build = (change: OrderChange, moment = MOMENT) => {
  const { uses, issues } = readOrder(change, () => true)
  const events = uses.map((use) => consumeCoupon(use, 'consume', moment).event)
  return { events: JSON.parse(JSON.stringify(events)) as ConsumeCoupon[], issues }
}
const idsOf = (events: readonly ConsumeCoupon[]) =>
  events.map(({ props }) => props.extra?.['event_id'])

test('an event says who, where, by which channel, what and when', () => {
  const coupons = [coupon('one', { coupon_deduction: 5.5 })]
  const { events, issues } = build(order({ order_id: 'A', coupons }))
  expect(issues).toEqual([])
  expect(events).toEqual([
    {
      type: 'consume_coupon',
      props: {
        action_type: 'consume',
        coupon: { coupon_id: 'batch', external: true },
        coupon_instance: { coupon_ins_id: 'one', coupon_ins_name: '满 30 减 5' },
        order_id: 'A',
        coupon_deduction: 5.5,
        page: 'pages/order?order_id=A',
        page_title: '订单',
        sr_sdk_version: VERSION,
        time: '1760000000000',
        wx_user: { app_id: 'wx9d4f5f22pa099f82', open_id: 'o-1', local_id: 'l-1' },
        chan: { chan_wxapp_scene: 1011, chan_id: 'poster_1' },
        component: { component_id: 'card', component_name: 'coupon-card' },
        extra: { event_id: 'consume/A/one' },
      },
    },
  ])
})

test('the version on the wire is the version of the package', () => {
  expect(VERSION).toBe(packageJson.version)
})

test('each coupon on the order is an event of its own, in the order of the coupons', () => {
  const coupons = [coupon('one'), coupon('two'), coupon('three')]
  const { events } = build(order({ order_id: 'A', coupons }))
  expect(idsOf(events)).toEqual(['consume/A/one', 'consume/A/two', 'consume/A/three'])
  for (const event of events) expect(check(consumeCouponSchema, event)).toEqual([])
})

test('the same change reported twice makes the same events', () => {
  const change = order({ order_id: 'A', coupons: [coupon('one'), coupon('two')] })
  expect(build(change)).toEqual(build(change))
})

test('an order without coupons makes no event, and nothing is wrong', () => {
  expect(build(order({ coupons: [] }))).toEqual({ events: [], issues: [] })
})

test('a sub-order of the change stands for all of its coupons', () => {
  const { events } = build(order({ sub_order_id: 'A-1', coupons: [coupon('one'), coupon('two')] }))
  expect(events.map(({ props }) => [props.order_id, props.sub_order_id])).toEqual([
    [undefined, 'A-1'],
    [undefined, 'A-1'],
  ])
  expect(idsOf(events)).toEqual(['consume/sub~A-1/one', 'consume/sub~A-1/two'])
})

test('a coupon split over sub-orders is one event per share', () => {
  const coupons = [
    coupon('one', { sub_order_id: 'A-1', coupon_deduction: 3.33 }),
    coupon('one', { sub_order_id: 'A-2', coupon_deduction: 1.67 }),
  ]
  const { events, issues } = build(order({ coupons }))
  expect(issues).toEqual([])
  expect(events.map(({ props }) => [props.sub_order_id, props.coupon_deduction])).toEqual([
    ['A-1', 3.33],
    ['A-2', 1.67],
  ])
  expect(idsOf(events)).toEqual(['consume/sub~A-1/one', 'consume/sub~A-2/one'])
  for (const event of events) expect(check(consumeCouponSchema, event)).toEqual([])
})

const ONE: unknown = expect.stringContaining('exactly one of order_id')
const WRONG: [what: string, order: Partial<OrderChange>, path: string, received: string][] = [
  ['no order at all', {}, 'order_id', 'undefined'],
  ['an order and a sub-order', { order_id: 'A', sub_order_id: 'B' }, 'order_id', 'A and B'],
  [
    'an order, and a sub-order on the coupon',
    { order_id: 'A', coupons: [coupon('one', { sub_order_id: 'B' })] },
    'coupons[0].sub_order_id',
    'A and B',
  ],
  [
    'a sub-order, and another on the coupon',
    { sub_order_id: 'A', coupons: [coupon('one', { sub_order_id: 'B' })] },
    'coupons[0].sub_order_id',
    'A and B',
  ],
]
test.each(WRONG)('a coupon does not belong to %s', (_, change, path, received) => {
  expect(build(order(change))).toEqual({
    events: [],
    issues: [{ path, expected: ONE, received, severity: 'error' }],
  })
})

test('a coupon that belongs nowhere does not hold back the others', () => {
  const coupons = [coupon('lost'), coupon('one', { sub_order_id: 'A-1' }), coupon('gone')]
  const { events, issues } = build(order({ coupons }))
  expect(idsOf(events)).toEqual(['consume/sub~A-1/one'])
  expect(issues).toHaveLength(2)
})

test('a coupon that is not there leaves no event, and the others keep their place', () => {
  const coupons = [undefined, coupon('one', { sub_order_id: 'A-1' }), coupon('lost')]
  const { events, issues } = build(order({ coupons: coupons as never }))
  expect(idsOf(events)).toEqual(['consume/sub~A-1/one'])
  expect(issues).toMatchObject([
    { path: 'coupons[0]', expected: 'an object' },
    { path: 'order_id', expected: ONE, received: 'undefined' },
  ])
})

test('what is not known is left out, never sent as a blank', () => {
  const moment: Moment = {
    time: MOMENT.time,
    page: 'pages/order',
    sr_sdk_version: VERSION,
    chan: { chan_wxapp_scene: 1011 },
    wx_user: { app_id: 'wx1', open_id: 'o-1' },
  }
  const [event] = build(order({ order_id: 'A' }), moment).events
  expect(new Set(Object.keys(event?.props ?? {}))).toEqual(
    new Set([
      'action_type',
      'coupon',
      'coupon_instance',
      'order_id',
      'page',
      'sr_sdk_version',
      'time',
      'wx_user',
      'chan',
      'extra',
    ]),
  )
  expect(check(consumeCouponSchema, event)).toEqual([])
})

test('an event without open_id is built: it waits for setUser', () => {
  const moment = { ...MOMENT, wx_user: { app_id: 'wx1', local_id: 'l-1' } }
  const { events, issues } = build(order({ order_id: 'A' }), moment)
  expect(issues).toEqual([])
  expect(missingOf(moment)).toBe('open_id')
  expect(missingIssues('open_id')).toEqual([])
  expect(check(consumeCouponSchema, events[0]).map(({ path }) => path)).toEqual([
    'props.wx_user.open_id',
  ])
})

const MISSING: [what: string, moment: Moment, path: string, names: RegExp][] = [
  ['page', { ...MOMENT, page: undefined }, 'page', /page\(\)/],
  ['scene', { ...MOMENT, chan: { chan_id: 'x' } }, 'chan.chan_wxapp_scene', /appShow/],
  [
    'app_id',
    { ...MOMENT, wx_user: { open_id: 'o-1', local_id: 'l-1' } },
    'wx_user.app_id',
    /wxAppId/,
  ],
]
test.each(MISSING)(
  'an event without its %s waits for it, and the warning says what to call',
  (what, moment, path, names) => {
    const [event] = build(order({ order_id: 'A' }), moment).events
    expect(missingOf(moment)).toBe(what)
    expect(missingIssues(what)).toEqual([
      {
        path,
        expected: expect.stringMatching(names),
        received: 'undefined',
        severity: 'warning',
      },
    ])
    const { text, missing } = completed(JSON.stringify(event), MOMENT)
    expect(missing).toBe('')
    expect(check(consumeCouponSchema, JSON.parse(text))).toEqual([])
  },
)

test('all that is missing is named at once', () => {
  expect(missingOf({ chan: {}, wx_user: {} })).toBe('page,scene,app_id,open_id,local_id')
})

test('what an event has is not replaced by what is known later', () => {
  const later = {
    page: 'pages/other',
    page_title: '别处',
    chan: { chan_wxapp_scene: 1089, chan_id: 'other' },
    wx_user: { app_id: 'wx1', open_id: 'another', local_id: 'l-2' },
  }
  const [event] = build(order({ order_id: 'A' })).events
  expect(JSON.parse(completed(JSON.stringify(event), later).text)).toEqual(event)
})

const SAME: [what: string, one: Partial<OrderChange>, other: Partial<OrderChange>][] = [
  [
    'a slash moves from the order to the piece',
    { order_id: 'A/B', coupons: [coupon('C')] },
    { order_id: 'A', coupons: [coupon('B/C')] },
  ],
  ['an order and a sub-order have one number', { order_id: 'X' }, { sub_order_id: 'X' }],
  ['an order is named as a sub-order is marked', { order_id: 'sub~X' }, { sub_order_id: 'X' }],
  ['an id looks as if it were escaped', { order_id: 'A/B' }, { order_id: 'A%2FB' }],
  [
    'one refund is of another part than the other',
    { order_id: 'A', coupons: [coupon('one', { change_id: 'r1' })] },
    { order_id: 'A', coupons: [coupon('one', { change_id: 'r2' })] },
  ],
  [
    'a change_id stands in the place of a part of the piece',
    { order_id: 'A', coupons: [coupon('one', { change_id: 'x' })] },
    { order_id: 'A', coupons: [coupon('one/x')] },
  ],
]
test.each(SAME)('two changes have ids of their own where %s', (_, one, other) => {
  const [first] = idsOf(build(order(one)).events)
  const [second] = idsOf(build(order(other)).events)
  expect(first).toEqual(expect.any(String))
  expect(first).not.toBe(second)
})
