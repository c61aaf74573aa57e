import { OrderChange } from '../../plugin/event/consume-coupon'
import { list, object, optional, parse, text } from '../../plugin/event/schema'
import { User } from '../../plugin/event/context'

const Shop = object({ name: text, goods: optional(list(object({ sku: text }))) })
const TEXT = 'a non-empty string'

test('what follows the rules comes back, without what the rules do not name', () => {
  const given = { name: '南山店', goods: [{ sku: '1', secret: 'x' }], owner: 'me' }
  expect(parse(Shop, given)).toEqual({
    output: { name: '南山店', goods: [{ sku: '1' }] },
    issues: [],
  })
})

test('what changes later does not reach what came back', () => {
  const given = { name: '南山店', goods: [{ sku: '1' }] }
  const { output } = parse(Shop, given)
  given.goods[0] = { sku: '2' }
  given.name = '福田店'
  expect(output).toEqual({ name: '南山店', goods: [{ sku: '1' }] })
})

test('a path is written as JavaScript would reach it', () => {
  const { issues } = parse(Shop, { name: '', goods: [{ sku: '1' }, { sku: 2 }, {}] })
  expect(issues).toEqual([
    { path: 'name', expected: TEXT, received: '""' },
    { path: 'goods[1].sku', expected: TEXT, received: '2' },
    { path: 'goods[2].sku', expected: TEXT, received: 'undefined' },
  ])
})

test.each([undefined, null, 7, 'text'])('%p is no object at all', (given) => {
  const [issue, ...others] = parse(Shop, given).issues
  expect(issue).toMatchObject({ path: '', expected: 'an object' })
  expect(others).toEqual([])
})

const RECEIVED: [given: unknown, received: string][] = [
  ['', '""'],
  [7, '7'],
  [-0.5, '-0.5'],
  [NaN, 'NaN'],
  [12n, '12'],
  [true, 'true'],
  [null, 'null'],
  [[1, 2], 'a list'],
  [{ a: 1 }, '[object Object]'],
  [Symbol('x'), 'Symbol(x)'],
]
test.each(RECEIVED)('%p is quoted as %s', (name, received) => {
  expect(parse(Shop, { name }).issues).toEqual([{ path: 'name', expected: TEXT, received }])
})

test('a string is quoted as JavaScript would write it', () => {
  expect(parse(OrderChange, { ...CHANGE, time: '1"0' }).issues[0]?.received).toBe('"1\\"0"')
})

test.each([undefined, null, ''])('an optional value that is %p is left out', (goods) => {
  expect(parse(Shop, { name: 'a', goods })).toEqual({ output: { name: 'a' }, issues: [] })
})

test('a user is known by open_id', () => {
  expect(parse(User, { user_id: '1' }).issues).toEqual([
    { path: 'open_id', expected: TEXT, received: 'undefined' },
  ])
})

test('the merchant cannot tell the plugin’s own fields of the user', () => {
  const given = { open_id: 'o-1', app_id: 'wx-other', local_id: 'mine' }
  expect(parse(User, given).output).toEqual({ open_id: 'o-1' })
})

test('the user’s extra is taken as it is at this moment', () => {
  const extra = { level: { name: 'gold' } }
  const { output } = parse(User, { open_id: 'o-1', extra })
  extra.level.name = 'none'
  expect(output).toEqual({ open_id: 'o-1', extra: { level: { name: 'gold' } } })
})

const COUPON = { coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n' }
const CHANGE = { order_status: 'pay', order_id: 'A', coupons: [COUPON] }
const MS = 'milliseconds in 13 digits'
const deduction = (coupon_deduction: unknown) => ({ coupons: [{ ...COUPON, coupon_deduction }] })
const YUAN = 'a number of yuan, 0 or more'
const AT = 'coupons[0].coupon_deduction'

const BROKEN: [what: string, change: object, path: string, expected: string][] = [
  ['a status', { order_status: 7 }, 'order_status', TEXT],
  ['a list of coupons', { coupons: { 0: COUPON } }, 'coupons', 'a list'],
  ['coupons', { coupons: undefined }, 'coupons', 'a list'],
  ['coupons that are objects', { coupons: ['one'] }, 'coupons[0]', 'an object'],
  ['a deduction that is a number', deduction('5'), AT, YUAN],
  ['a deduction that is one', deduction(NaN), AT, YUAN],
  ['a deduction of something', deduction(-0.01), AT, YUAN],
  ['a time in milliseconds', { time: 1_560_409_473 }, 'time', MS],
  ['a time that is a number', { time: '1560409473714' }, 'time', MS],
  ['a time without a fraction', { time: 1560409473714.5 }, 'time', MS],
  ['an order id that is a string', { order_id: 17 }, 'order_id', TEXT],
  ['a component that is an object', { component: 'card' }, 'component', 'an object'],
]
test.each(BROKEN)('an order changes with %s', (_, change, path, expected) => {
  expect(parse(OrderChange, { ...CHANGE, ...change }).issues).toMatchObject([{ path, expected }])
})

test('a change may say no more than it must', () => {
  expect(parse(OrderChange, CHANGE)).toEqual({ output: CHANGE, issues: [] })
})
