import packageJson from '../../package.json'
import { check } from '../../plugin/event/schema'
import { ConsumeCoupon, consumeCoupons, type OrderChange } from '../../plugin/event/consume-coupon'
import type { Context } from '../../plugin/event/context'
import { VERSION } from '../../plugin/options'

const NOW = 1_760_000_000_000
const CONTEXT: Context = {
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
const build = (change: OrderChange, context = CONTEXT) => {
  const { events, issues } = consumeCoupons(change, 'consume', context, NOW)
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
  for (const event of events) expect(check(ConsumeCoupon, event)).toEqual([])
})

test('the same change told twice makes the same events', () => {
  const change = order({ order_id: 'A', coupons: [coupon('one'), coupon('two')] })
  expect(build(change)).toEqual(build(change))
})

test('an order without coupons makes no event, and nothing is wrong', () => {
  expect(build(order({ coupons: [] }))).toEqual({ events: [], issues: [] })
})

test('an order without coupons is nothing wrong before any page is in front', () => {
  const nowhere: Context = { chan: {}, wx_user: {} }
  expect(build(order({ coupons: [] }), nowhere)).toEqual({ events: [], issues: [] })
})

test('a sub-order of the change stands for all of its coupons', () => {
  const { events } = build(order({ sub_order_id: 'A-1', coupons: [coupon('one'), coupon('two')] }))
  expect(events.map(({ props }) => [props.order_id, props.sub_order_id])).toEqual([
    [undefined, 'A-1'],
    [undefined, 'A-1'],
  ])
  expect(idsOf(events)).toEqual(['consume/A-1/one', 'consume/A-1/two'])
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
  expect(idsOf(events)).toEqual(['consume/A-1/one', 'consume/A-2/one'])
  for (const event of events) expect(check(ConsumeCoupon, event)).toEqual([])
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
    issues: [{ path, expected: ONE, received }],
  })
})

test('a coupon that belongs nowhere does not hold back the others', () => {
  const coupons = [coupon('lost'), coupon('one', { sub_order_id: 'A-1' }), coupon('gone')]
  const { events, issues } = build(order({ coupons }))
  expect(idsOf(events)).toEqual(['consume/A-1/one'])
  expect(issues).toHaveLength(2)
})

test('a coupon that was taken out leaves no event, and the others keep their place', () => {
  const coupons = Object.assign(Array<ReturnType<typeof coupon>>(3), {
    1: coupon('one', { sub_order_id: 'A-1' }),
    2: coupon('lost'),
  })
  const { events, issues } = build(order({ coupons }))
  expect(idsOf(events)).toEqual(['consume/A-1/one'])
  expect(issues).toEqual([{ path: 'order_id', expected: ONE, received: 'undefined' }])
})

test('the component that is told stands before the one whose method runs', () => {
  const component = { component_name: 'told' }
  expect(build(order({ order_id: 'A', component })).events[0]?.props.component).toEqual(component)
})

test('the time that is told stands before the time of the call', () => {
  const { events } = build(order({ order_id: 'A', time: 1560409473714 }))
  expect(events[0]?.props.time).toBe('1560409473714')
})

test('what is not known is left out, never sent as a blank', () => {
  const context: Context = {
    page: 'pages/order',
    sr_sdk_version: VERSION,
    chan: { chan_wxapp_scene: 1011 },
    wx_user: { app_id: 'wx1', open_id: 'o-1' },
  }
  const [event] = build(order({ order_id: 'A' }), context).events
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
  expect(check(ConsumeCoupon, event)).toEqual([])
})

test('an event without open_id is built: it waits for setUser', () => {
  const { events, issues } = build(order({ order_id: 'A' }), {
    ...CONTEXT,
    wx_user: { app_id: 'wx1' },
  })
  expect(issues).toEqual([])
  expect(check(ConsumeCoupon, events[0]).map(({ path }) => path)).toEqual(['props.wx_user.open_id'])
})

const MISSING: [path: string, context: Context, names: RegExp][] = [
  ['page', { ...CONTEXT, page: undefined }, /page\(\)/],
  ['chan.chan_wxapp_scene', { ...CONTEXT, chan: { chan_id: 'x' } }, /appShow/],
  ['wx_user.app_id', { ...CONTEXT, wx_user: { open_id: 'o-1' } }, /wxAppId/],
]
test.each(MISSING)(
  'without %s there is no event, and the issue says what to call',
  (path, context, names) => {
    const { events, issues } = build(order({ order_id: 'A' }), context)
    expect(events).toEqual([])
    expect(issues).toEqual([
      { path, expected: expect.stringMatching(names), received: 'undefined' },
    ])
  },
)

test('all that is missing is named at once', () => {
  const { issues } = build(order({ order_id: 'A' }), { chan: {}, wx_user: {} })
  expect(issues.map(({ path }) => path)).toEqual([
    'page',
    'chan.chan_wxapp_scene',
    'wx_user.app_id',
  ])
})
