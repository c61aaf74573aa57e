import * as fc from 'fast-check'
import { pickedCoupon } from '../../miniprogram/shop/coupons'
import { toYuan } from '../../miniprogram/shop/money'

const coupon = {
  coupon_id: '390913441022870007',
  coupon_ins_id: '610000000000000007',
  coupon_ins_name: '最贵一杯免单券',
}
const pick = (deduction: number) => ({
  coupon: { ...coupon, coupon_deduction: deduction },
  deduction,
})

test("the picker's change becomes the shop's own coupon, in fen", () => {
  expect(pickedCoupon(pick(28.9))).toEqual({ ...coupon, fen: 2890 })
})

test('none stays none', () => {
  expect(pickedCoupon({ coupon: null, deduction: 0 })).toBeNull()
})

test('an amount that goes into fen and back is the very number that the picker showed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (amount) => {
      const shown = Number((amount / 100).toFixed(2))
      expect(toYuan(pickedCoupon(pick(shown))?.fen ?? -1)).toBe(shown)
    }),
  )
})
