import type { Cart } from '../../../cloudfunctions/coupon-gateway/embedded/cart'
import { evaluateCoupons } from '../../../cloudfunctions/coupon-gateway/embedded/evaluate-coupons'
import type { JudgedCoupon } from '../../../cloudfunctions/coupon-gateway/embedded/judgement'
import type { UserCoupon } from '../../../cloudfunctions/coupon-gateway/embedded/user-coupon'
import { NOON } from './make-coupon'

/** What the evaluator says of one coupon. */
export const verdictOn = (coupon: UserCoupon, cart: Cart, now = NOON): JudgedCoupon => {
  const [judged] = evaluateCoupons([coupon], cart, now).coupons
  if (!judged) throw new Error('no verdict')
  return judged
}
