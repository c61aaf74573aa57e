import type { Cart } from '../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import {
  type Evaluation,
  evaluationOf,
} from '../../cloudfunctions/coupon-gateway/coupon-engine/evaluate'
import type { Options } from '../../cloudfunctions/coupon-gateway/coupon-engine/options'
import { rankCoupons } from '../../cloudfunctions/coupon-gateway/coupon-engine/ranking'

/** Which of these coupons can be used on this cart now (milliseconds), why not the others, and which is best. */
export const evaluateCoupons = (
  coupons: readonly UserCoupon[],
  cart: Cart,
  now: number,
  options: Options = {},
): Evaluation => evaluationOf(rankCoupons(coupons, cart, now, options))
