import { warmUp } from '../../../cloudfunctions/coupon-gateway/core/warm-up'
import { makeCoupon, NOON } from '../coupon-engine/make-coupon'

describe('warming up before the first customer', () => {
  test('judges enough coupons for the engine to compile what judges them, however few there are', () => {
    expect(warmUp([makeCoupon(), makeCoupon({ category: 6 })], NOON)).toBeGreaterThanOrEqual(30_000)
  })

  test('a catalogue without coupons is over at once', () => {
    expect(warmUp([], NOON)).toBe(0)
  })
})
