import {
  array,
  boolean,
  literal,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  string,
  union,
} from 'valibot'
import { CouponTemplate } from '../../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import { id, seconds } from '../../../cloudfunctions/coupon-gateway/coupon-engine/fields'
import { REASONS } from '../../../cloudfunctions/coupon-gateway/coupon-engine/rule'

/** The documented form of an evaluation. */
export const EvaluationSchema = object({
  best: nullable(id),
  coupons: array(
    object({
      id,
      couponId: optional(id),
      coupon_id: optional(id),
      usable: union([boolean(), literal('unknown')]),
      reason: optional(picklist(REASONS)),
      reason_text: optional(string()),
      deduction: pipe(number(), minValue(0)),
      start_at: optional(seconds),
      end_at: optional(seconds),
      coupon: CouponTemplate,
    }),
  ),
})
