import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { couponsByUser } from '../../../cloudfunctions/coupon-gateway/lib/catalogue'
import { evaluateCoupons } from '../../kit/evaluate-coupons'
import { readCart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import { readCatalogue } from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { REASONS } from '../../../cloudfunctions/coupon-gateway/coupon-engine/rule'
import { NOON } from './make-coupon'

const { coupons, issues } = readCatalogue(
  readFileSync(join(__dirname, '../../../cloudfunctions/coupon-gateway/catalogue.json'), 'utf8'),
)

const cart = (input: object) => {
  const read = readCart(input)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.cart
}
const tea = { num: 2, trade_mark: 'AOdjf7u', price: '26.80' }
const latte = { num: 1, trade_mark: 'BKq2m9x', price: '28.90' }

const table = cart({ multi_mark: 'shanlan-hubin', type_cate: 1, trade_marks: [tea, latte] })
const home = cart({
  multi_mark: 'shanlan-chengxi',
  type_cate: 3,
  trade_marks: [tea],
  discount_price: 5,
  delivery_fee: 4,
})

const evaluate = (order: typeof table, user = '548019854034') =>
  evaluateCoupons(couponsByUser(coupons)(user), order, NOON)
const both = () => [...evaluate(table).coupons, ...evaluate(home).coupons]

test('every coupon of the demo keeps to the table', () => {
  expect(issues).toEqual([])
  expect(coupons).toHaveLength(30)
  expect(new Set(coupons.map(({ id }) => id)).size).toBe(30)
})

test.each([0, 2, 3, 4, 5, 6, 7, 8])('it has a coupon of category %p', (category) => {
  expect(coupons.filter(({ coupon }) => coupon.category === category)).not.toEqual([])
})

test.each([0, 2, 4, 5, 6])(
  'a coupon of category %p can be used in one of the two shops',
  (category) => {
    const usable = both().filter((one) => one.usable === true && one.coupon.category === category)
    expect(usable).not.toEqual([])
  },
)

test.each(REASONS)('the reason %s is seen in one of the two shops', (reason) => {
  expect(both().map((coupon) => coupon.reason)).toContain(reason)
})

test('usable, unusable and undecided ones are seen in each shop', () => {
  for (const order of [table, home]) {
    const seen = new Set(evaluate(order).coupons.map(({ usable }) => usable))
    expect(seen).toEqual(new Set([true, false, 'unknown']))
  }
})

const titles = (user: string) => evaluate(table, user).coupons.map(({ coupon }) => coupon.title)

test("the member's coupon is the member's alone", () => {
  expect(titles('548019854034')).toContain('银卡会员九折券')
  expect(titles('1')).not.toContain('银卡会员九折券')
})

test('the best at the table is the first of them: the dearest cup for nothing', () => {
  const { best, coupons: sorted } = evaluate(table)
  expect(sorted[0]).toMatchObject({ id: best, deduction: 28.9 })
})
