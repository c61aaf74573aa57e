import { readOrder } from '../../plugin/event/consume-coupon'

const TEXT = 'a non-empty string'
const COUPON = { coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n' }
const CHANGE = { order_status: 'pay', order_id: 'A', coupons: [COUPON] }
const deduction = (coupon_deduction: unknown) => ({ coupons: [{ ...COUPON, coupon_deduction }] })
const read = (change: object) => readOrder({ ...CHANGE, ...change }, () => true)

const BROKEN: [what: string, change: object, path: string, expected: string][] = [
  ['a status', { order_status: {} }, 'order_status', TEXT],
  ['a list of coupons', { coupons: 7 }, 'coupons', 'a list'],
  ['coupons', { coupons: undefined }, 'coupons', 'a list'],
  ['coupons that are objects', { coupons: ['one'] }, 'coupons[0]', 'an object'],
]
test.each(BROKEN)('an order changes with %s', (_, change, path, expected) => {
  expect(read(change)).toMatchObject({ uses: [], issues: [{ path, expected, severity: 'error' }] })
})

const MS = 'milliseconds in 13 digits'
const YUAN = 'a number of yuan, 0 or more'
const LEFT_OUT: [what: string, change: object, path: string, expected: string][] = [
  ['a deduction with its unit', deduction('10元'), 'coupons[0].coupon_deduction', YUAN],
  ['a deduction that is no number', deduction(NaN), 'coupons[0].coupon_deduction', YUAN],
  ['a deduction without an end', deduction('9'.repeat(400)), 'coupons[0].coupon_deduction', YUAN],
  ['a deduction of less than nothing', deduction(-0.01), 'coupons[0].coupon_deduction', YUAN],
  ['a deduction with a comma', deduction('1,234'), 'coupons[0].coupon_deduction', YUAN],
  ['a time in seconds', { time: 1_560_409_473 }, 'time', MS],
  ['a time with a fraction', { time: 1560409473714.5 }, 'time', MS],
  ['a time in words', { time: '2026-11-27' }, 'time', MS],
  ['a date that is none', { time: new Date(NaN) }, 'time', MS],
  ['a deduction in a currency', deduction('￥5'), 'coupons[0].coupon_deduction', YUAN],
  ['a deduction that is a date', deduction(new Date(5)), 'coupons[0].coupon_deduction', YUAN],
  ['a page that is none', { page: 7 }, 'page', 'a path without a leading /'],
  ['a page of the web', { page: 'https://shop.example/pay' }, 'page', 'a path without a leading /'],
  ['a query without a page', { page: '/?a=1' }, 'page', 'a path without a leading /'],
  ['a title that is none', { page_title: {} }, 'page_title', TEXT],
  ['a component that is none', { component: 7 }, 'component', 'an object'],
]
test.each(LEFT_OUT)('%s does not cost the event', (_, change, path, expected) => {
  const { order, uses, issues } = read(change)
  expect(issues).toMatchObject([{ path, expected, severity: 'warning' }])
  expect(order).toEqual({ order_status: 'pay', order_id: 'A' })
  expect(uses).toEqual([{ ...COUPON, order_id: 'A' }])
})

const TAKEN: [what: string, change: object, understood: object][] = [
  ['an order id in numbers', { order_id: 20260101 }, { order_id: '20260101' }],
  ['a time in digits', { time: '1760000000000' }, { time: 1_760_000_000_000 }],
  ['a time as bigint', { time: 1_760_000_000_000n }, { time: 1_760_000_000_000 }],
  [
    'a time of a date library',
    { time: { valueOf: (): number => 1_760_000_000_000 } },
    { time: 1_760_000_000_000 },
  ],
  ['a page of a plugin', { page: 'plugin-private://wx0/a' }, { page: 'plugin-private://wx0/a' }],
  ['a date', { time: new Date(1_760_000_000_000) }, { time: 1_760_000_000_000 }],
  ['a component by its name', { component: 'picker' }, { component: { component_name: 'picker' } }],
  ['a page with a slash', { page: '/pages/a?b=1' }, { page: 'pages/a?b=1' }],
]
test.each(TAKEN)('%s is taken', (_, change, understood) => {
  const { order, issues } = read(change)
  expect(issues).toEqual([])
  expect(order).toMatchObject(understood)
})

test.each([
  ['5.00', 5],
  [' 5.5 ', 5.5],
  ['0', 0],
  ['.5', 0.5],
  [0, 0],
  [5n, 5],
  [new Number(5), 5],
  [new String('5.00'), 5],
  [{ valueOf: (): string => '5.00' }, 5],
])('a deduction of %p is %p yuan', (given, yuan) => {
  const { uses, issues } = read(deduction(given))
  expect([uses[0]?.coupon_deduction, issues]).toEqual([yuan, []])
})

test('coupon ids in numbers are taken', () => {
  const coupons = { coupon_id: 1001, coupon_ins_id: 88, coupon_ins_name: 5, change_id: 2 }
  expect(read({ coupons }).uses).toEqual([
    {
      coupon_id: '1001',
      coupon_ins_id: '88',
      coupon_ins_name: '5',
      change_id: '2',
      order_id: 'A',
    },
  ])
})

test('a sub-order that the change and its coupon both name is one', () => {
  const coupons = [{ ...COUPON, sub_order_id: 'S' }]
  const { uses, issues } = read({ order_id: undefined, sub_order_id: 'S', coupons })
  expect([uses, issues]).toEqual([[{ ...COUPON, sub_order_id: 'S' }], []])
})

test('a component that says nothing does not stand before the captured one', () => {
  for (const component of [{}, { component_id: undefined, component_name: '' }])
    expect(read({ component }).order).toEqual({ order_status: 'pay', order_id: 'A' })
})

test('a change may say no more than it must', () => {
  expect(read({})).toEqual({
    order: { order_status: 'pay', order_id: 'A' },
    uses: [{ ...COUPON, order_id: 'A' }],
    issues: [],
  })
})

test('a status that is not reported is not looked into', () => {
  const { order, uses, issues } = readOrder({ order_status: 'cancel_pay', coupons: 7 }, () => false)
  expect([order?.order_status, uses, issues]).toEqual(['cancel_pay', [], []])
})
