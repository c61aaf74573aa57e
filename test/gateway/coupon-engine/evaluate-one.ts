import type { Cart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { UserCoupon } from '../../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import type { EvaluatedCoupon } from '../../../cloudfunctions/coupon-gateway/coupon-engine/evaluate'
import { evaluateCoupons } from '../../kit/evaluate-coupons'
import type { Options } from '../../../cloudfunctions/coupon-gateway/coupon-engine/options'
import { NOON } from './make-coupon'

/** What the evaluator says of one coupon. */
export const evaluateOne = (
  coupon: UserCoupon,
  cart: Cart,
  now = NOON,
  options: Options = {},
): EvaluatedCoupon => {
  const [evaluated] = evaluateCoupons([coupon], cart, now, options).coupons
  if (!evaluated) throw new Error('not evaluated')
  return evaluated
}
