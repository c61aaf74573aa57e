import { parse } from 'valibot'
import {
  paramsOf,
  UseCouponRequest,
} from '../../../cloudfunctions/coupon-gateway/zvcms/usable-coupons'
import { check } from '../../../cloudfunctions/coupon-gateway/lib/check'

const documented = {
  multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q',
  user_id: '383933091455959041',
  trade_marks: [{ num: '2', trade_mark: '201909280011111', price: '1' }],
  discount_price: '0',
  type_cate: '1',
}
const paths = (input: unknown) => check(UseCouponRequest, input).map(({ path }) => path)
const sent = (input: unknown) => paramsOf(parse(UseCouponRequest, input))

test('the documented example goes out as it is, every number a text, money with two decimals', () => {
  expect(sent(documented)).toEqual({
    ...documented,
    trade_marks: [{ num: '2', trade_mark: '201909280011111', price: '1.00' }],
    discount_price: '0.00',
  })
})

test.each<[string, unknown]>([
  ['user_id', '383933091455959041'],
  ['user_id', 42],
  ['user_code', 'M0001'],
  ['type_cate', 3],
  ['discount_price', undefined],
  ['multi_mark', undefined],
])('the row %s takes %p', (field, value) => {
  expect(paths({ ...documented, [field]: value })).toEqual([])
})

test.each<[string, unknown]>([
  ['user_id', 'u-1'],
  // Written as a number it has lost its last digits already.
  ['user_id', 2 ** 58],
  ['user_code', {}],
  ['type_cate', 2],
  ['discount_price', 'free'],
  ['multi_mark', []],
  ['trade_marks', undefined],
])('the row %s is broken by %p', (field, value) => {
  expect(paths({ ...documented, [field]: value })).toEqual([field])
})

test.each<[string, unknown]>([
  ['num', 0],
  ['num', '1.5'],
  ['trade_mark', ''],
  ['price', '1.234'],
])('the row trade_marks.%s is broken by %p', (field, value) => {
  const trade_marks = [{ ...documented.trade_marks[0], [field]: value }]
  expect(paths({ ...documented, trade_marks })).toEqual([`trade_marks[0].${field}`])
})

test('without user_id and user_code it is refused', () => {
  const { user_id: _, ...withoutUser } = documented
  expect(check(UseCouponRequest, withoutUser)).toEqual([
    { path: 'user_id', expected: 'one of user_id and user_code', received: 'undefined' },
  ])
})

test('of user_id and user_code only user_id goes', () => {
  const both = sent({ ...documented, user_code: 'M0001' })
  expect(both).toMatchObject({ user_id: '383933091455959041' })
  expect(both).not.toHaveProperty('user_code')
  expect(sent({ ...documented, user_id: undefined, user_code: 'M0001' })).toMatchObject({
    user_code: 'M0001',
  })
})

test('the delivery fee, which the vendor does not know, stays here', () => {
  expect(sent({ ...documented, delivery_fee: 4 })).toEqual(sent(documented))
})
