import * as fc from 'fast-check'
import { basketLines } from '../../miniprogram/shop/basket'
import { priceOrder } from '../../miniprogram/shop/price-order'
import { allBaskets, basket, CHENGXI, coupon, LATTE } from './baskets'

const FREE_DELIVERY = '390913441022870014'
const FREE_LATTE = '390913441022870011'

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

test('what is left to pay is the goods and the delivery fee less every coupon', () => {
  const price = priceOrder(
    basket({ branch_id: CHENGXI, quantity: 2, member_coupon: true, picked: coupon(500) }),
  )
  expect(price).toMatchObject({ goods_fen: 5360, delivery_fee_fen: 500, pay_fen: 5360 + 500 - 800 })
  expect(price.coupons.map(({ fen }) => fen)).toEqual([300, 500])
})

test('a whole order bears its coupons alone', () => {
  const { coupons } = priceOrder(basket({ member_coupon: true, picked: coupon(500) }))
  expect(coupons.map(({ shares }) => shares)).toEqual([[300], [500]])
})

test('a coupon for all the goods is shared by what they cost, and the delivery fee bears nothing', () => {
  // ¥26.80 + ¥19.90, delivered for ¥5.00
  const { coupons } = priceOrder(basket({ branch_id: CHENGXI, split: true, picked: coupon(467) }))
  expect(coupons[0]?.shares).toEqual([268, 199])
})

test("a delivery-fee coupon falls on the delivered sub-order's fee alone", () => {
  const { coupons, pay_fen } = priceOrder(
    basket({ branch_id: CHENGXI, split: true, picked: coupon(500, FREE_DELIVERY) }),
  )
  expect(coupons[0]?.shares).toEqual([500, 0])
  expect(pay_fen).toBe(2680 + 1990)
})

test('a coupon for one of the goods falls on its sub-order alone, down to nothing after the member coupon', () => {
  // The member coupon takes 178 of its 300 fen off the latte, so that 2712 are left for it.
  const { coupons } = priceOrder(
    basket({
      sku_id: LATTE,
      split: true,
      member_coupon: true,
      picked: coupon(2712, FREE_LATTE),
    }),
  )
  expect(coupons.map(({ shares }) => shares)).toEqual([
    [178, 122],
    [2712, 0],
  ])
})

test('a coupon larger than the order takes off the order and no more', () => {
  const price = priceOrder(basket({ branch_id: CHENGXI, picked: coupon(9999) }))
  expect(price.coupons[0]?.fen).toBe(2680 + 500)
  expect(price.pay_fen).toBe(0)
})

test('whatever the basket and the coupon: shares add up, no sub-order pays less than nothing', () => {
  const batches = fc.constantFrom('SL-TEST', FREE_DELIVERY, FREE_LATTE, '390913441022870008')
  fc.assert(
    fc.property(
      fc.constantFrom(...allBaskets),
      fc.integer({ min: 0, max: 200_000 }),
      batches,
      (bare, fen, batch) => {
        const picked = coupon(fen, batch)
        const price = priceOrder({ ...bare, picked })
        const left = basketLines(bare).map(
          ({ sku, quantity, delivery_fee_fen }) => sku.price_fen * quantity + delivery_fee_fen,
        )
        expect(price.goods_fen + price.delivery_fee_fen).toBe(sum(left))
        for (const each of price.coupons) {
          expect(sum(each.shares)).toBe(each.fen)
          each.shares.forEach((share, line) => {
            expect(share).toBeGreaterThanOrEqual(0)
            left[line] = (left[line] ?? 0) - share
          })
        }
        expect(Math.min(...left)).toBeGreaterThanOrEqual(0)
        expect(sum(left)).toBe(price.pay_fen)
        const before = sum(price.coupons.slice(0, -1).map((each) => each.fen))
        const all = price.goods_fen + price.delivery_fee_fen
        expect(price.coupons[price.coupons.length - 1]?.fen).toBe(Math.min(fen, all - before))
      },
    ),
  )
})
