import { readCart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'

const line = { num: '2', trade_mark: '201909280011111', price: '1' }
const cart = {
  multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q',
  trade_marks: [line],
  discount_price: '0',
  type_cate: '1',
}

const paths = (input: unknown) => {
  const read = readCart(input)
  return 'issues' in read ? read.issues.map(({ path }) => path) : []
}

test("the vendor's own example is a cart, its money written with two decimals", () => {
  expect(readCart(cart)).toEqual({
    cart: {
      multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q',
      trade_marks: [{ num: 2, trade_mark: '201909280011111', price: '1.00' }],
      discount_price: '0.00',
      type_cate: 1,
    },
  })
})

test.each<[string, unknown]>([
  ['multi_mark', 7559],
  ['multi_mark', ''],
  ['discount_price', 3.5],
  ['discount_price', ''],
  ['type_cate', 3],
  ['trade_marks', []],
  ['delivery_fee', '4.5'],
])('the row %s takes %p', (field, value) => {
  expect(paths({ ...cart, [field]: value })).toEqual([])
})

test.each<[string, unknown, string]>([
  ['multi_mark', {}, 'multi_mark'],
  ['discount_price', '-1', 'discount_price'],
  ['discount_price', 1.005, 'discount_price'],
  ['type_cate', 2, 'type_cate'],
  ['type_cate', '', 'type_cate'],
  ['trade_marks', {}, 'trade_marks'],
  ['trade_marks', undefined, 'trade_marks'],
  ['delivery_fee', 'free', 'delivery_fee'],
])('the row %s is broken by %p', (field, value, path) => {
  expect(paths({ ...cart, [field]: value })).toEqual([path])
})

test.each<[string, unknown]>([
  ['num', 1],
  ['num', '1000000'],
  ['trade_mark', 'AOdjf7u'],
  ['price', 0.1 + 0.2],
  ['price', '99999999.99'],
])('the row trade_marks.%s takes %p', (field, value) => {
  expect(paths({ ...cart, trade_marks: [{ ...line, num: 1, [field]: value }] })).toEqual([])
})

test.each<[string, unknown]>([
  ['num', 0],
  ['num', 1.5],
  ['num', 1_000_001],
  ['trade_mark', ''],
  ['price', '1.001'],
  ['price', -1],
  ['price', Number.NaN],
])('the row trade_marks.%s is broken by %p', (field, value) => {
  expect(paths({ ...cart, trade_marks: [line, { ...line, [field]: value }] })).toEqual([
    `trade_marks[1].${field}`,
  ])
})

test('goods for more than ten billion yuan are refused, because sums would no longer be exact', () => {
  const dear = { num: 1000, trade_mark: 'A', price: '10000000' }
  expect(paths({ ...cart, trade_marks: [dear] })).toEqual([])
  expect(paths({ ...cart, trade_marks: [dear, { ...line, num: 1 }] })).toEqual(['trade_marks'])
})

test('a cart of more than 500 lines is one issue, however wrong its lines are', () => {
  const lines = Array.from({ length: 500 }, () => line)
  expect(paths({ ...cart, trade_marks: lines })).toEqual([])
  expect(paths({ ...cart, trade_marks: [...lines, line] })).toEqual(['trade_marks'])
  expect(paths({ ...cart, trade_marks: Array.from({ length: 20_000 }, () => ({})) })).toEqual([
    'trade_marks',
  ])
})

test.each([null, 'cart', [], 3])('%p is no cart', (input) => {
  expect(paths(input)).not.toEqual([])
})
