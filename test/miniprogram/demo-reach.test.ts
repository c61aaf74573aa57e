import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { couponsByUser } from '../../cloudfunctions/coupon-gateway/lib/catalogue'
import { evaluateCoupons } from '../kit/evaluate-coupons'
import { lineDeductions } from '../gateway/coupon-engine/line-deductions'
import { readCart } from '../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import { readCatalogue } from '../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { REASONS } from '../../cloudfunctions/coupon-gateway/coupon-engine/rule'
import { type Basket, cartOf } from '../../miniprogram/shop/basket'
import { couponScope, pickedCoupon } from '../../miniprogram/shop/coupons'
import { priceOrder } from '../../miniprogram/shop/price-order'
import { allBaskets } from './baskets'

// What the demo's pages can show of the gateway's catalogue: every basket that they can make, evaluated by the gateway.
const MEMBER = '548019854034'
const NOON = Date.parse('2026-11-20T12:00:00+08:00')

const { coupons: catalogue } = readCatalogue(
  readFileSync(resolve(__dirname, '../../cloudfunctions/coupon-gateway/catalogue.json'), 'utf8'),
)

const gatewayCart = (basket: Basket) => {
  const read = readCart(cartOf(basket))
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.cart
}
const evaluated = allBaskets.map((basket) => {
  const cart = gatewayCart(basket)
  return { basket, cart, ...evaluateCoupons(couponsByUser(catalogue)(MEMBER), cart, NOON) }
})
type Evaluated = (typeof evaluated)[number]['coupons'][number]

/** What the picker would hand over for it. */
const pickOf = ({ id, coupon_id = '', deduction, coupon: { title = '' } }: Evaluated) =>
  pickedCoupon({
    coupon: {
      coupon_id,
      coupon_ins_id: id,
      coupon_ins_name: title,
      coupon_deduction: deduction,
    },
    deduction,
  })
const all = evaluated.flatMap(({ coupons }) => coupons)

test.each(REASONS)('a coupon that is not usable for the reason %s can be seen', (reason) => {
  expect(all.some((coupon) => coupon.reason === reason)).toBe(true)
})

test.each([0, 2, 4, 5, 6])('a coupon of category %i can be used', (category) => {
  expect(all.some(({ usable, coupon }) => usable === true && coupon.category === category)).toBe(
    true,
  )
})

test('every basket has usable coupons, a best one, unusable ones and some that only the store can decide', () => {
  for (const { best, coupons } of evaluated) {
    expect(new Set(coupons.map(({ usable }) => usable))).toEqual(new Set([true, false, 'unknown']))
    expect(best).not.toBeNull()
  }
})

test("the shop's own list of what its batches are for says the same as the catalogue", () => {
  for (const { coupon_id, coupon } of catalogue) {
    const marks = (coupon.goods ?? []).flatMap(({ trade_mark }) => trade_mark ?? [])
    const scope = coupon.category === 6 ? 'delivery fee' : marks.length > 0 ? marks : undefined
    expect([coupon.title, couponScope(coupon_id ?? '')]).toEqual([coupon.title, scope])
  }
})

test('whichever usable coupon is picked, it takes off the order exactly what the gateway said', () => {
  for (const { basket, coupons } of evaluated) {
    for (const piece of coupons.filter(({ usable }) => usable === true)) {
      const { coupons: used } = priceOrder({ ...basket, picked: pickOf(piece) })
      expect(used[used.length - 1]?.fen).toBe(Math.round(piece.deduction * 100))
    }
  }
})

test('a coupon for named goods falls on the sub-orders as the gateway would share it', () => {
  let seen = 0
  for (const { basket, cart, coupons } of evaluated) {
    for (const piece of coupons.filter(({ usable }) => usable === true)) {
      const scope = couponScope(piece.coupon_id ?? '')
      if (!scope || scope === 'delivery fee') continue
      const { coupons: used } = priceOrder({ ...basket, picked: pickOf(piece) })
      expect(used[used.length - 1]?.shares).toEqual(lineDeductions(piece, cart))
      seen++
    }
  }
  expect(seen).toBeGreaterThan(100)
})
