import {
  array,
  boolean,
  type InferOutput,
  literal,
  minValue,
  nullable,
  number,
  object,
  optional,
  pipe,
  string,
  union,
} from 'valibot'
import { CouponTemplate } from './coupon-template'
import { id } from './id'
import { Reason } from './reason'
import { seconds } from './seconds'

/** A coupon with what was decided about it. `id` is the piece, `couponId` its code, `coupon_id` the batch. */
export const JudgedCoupon = object({
  id,
  couponId: optional(id),
  coupon_id: optional(id),
  usable: union([boolean(), literal('unknown')]),
  /** There when `usable` is not true: the rule, and the sentence for the user. */
  reason: optional(Reason),
  reason_text: optional(string()),
  /** Yuan; for an unknown coupon what it takes off if the open question turns out well, 0 where that is open too. */
  deduction: pipe(number(), minValue(0)),
  start_at: optional(seconds),
  end_at: optional(seconds),
  coupon: CouponTemplate,
})
export type JudgedCoupon = InferOutput<typeof JudgedCoupon>

/** All coupons of a user on one cart, best first, and the one to choose. */
export const Judgement = object({ best: nullable(id), coupons: array(JudgedCoupon) })
export type Judgement = InferOutput<typeof Judgement>
