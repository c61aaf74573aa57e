import * as fc from 'fast-check'
import { checkCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'
import { tableAccepts } from './add-coupon-schema'
import { anyCoupon } from './any-coupon'

test('our check and an independent reading of the table agree on every coupon', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyCoupon, (coupon) => {
      const ours = checkCoupons([coupon]).issues.length === 0
      const theirs = tableAccepts(coupon)
      if (ours) accepted += 1
      expect({ coupon, accepted: ours }).toEqual({ coupon, accepted: theirs })
    }),
    { numRuns: 3000 },
  )
  // Otherwise the two might only agree on refusing rubbish.
  expect(accepted).toBeGreaterThan(300)
})

test('nothing that is not a coupon gets past either', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(checkCoupons([value]).issues.length === 0).toBe(tableAccepts(value))
    }),
  )
})
