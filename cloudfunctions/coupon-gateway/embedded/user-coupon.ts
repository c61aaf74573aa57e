import { type InferOutput, looseObject, optional } from 'valibot'
import { CouponTemplate } from './coupon-template'
import { id } from './id'
import { oneOf } from './one-of'
import { seconds } from './seconds'

/**
 * One piece of a coupon in one user's hands.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, data[].
 */
export const UserCoupon = looseObject({
  id: optional(id),
  user_id: optional(id),
  coupon_id: optional(id),
  start_at: optional(seconds),
  end_at: optional(seconds),
  /** 0 unused, 1 used. */
  status: optional(oneOf([0, 1])),
  coupon: CouponTemplate,
  /** The code to be shown and scanned. */
  couponId: optional(id),
})
export type UserCoupon = InferOutput<typeof UserCoupon>
