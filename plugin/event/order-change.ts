import { array, check, type InferOutput, number, object, optional, pipe } from 'valibot'
import { Component } from './component'
import { deduction } from './deduction'
import { text } from './text'

const CouponUse = object({
  coupon_id: text,
  coupon_ins_id: text,
  coupon_ins_name: text,
  coupon_deduction: optional(deduction),
  sub_order_id: optional(text),
})

/** One coupon on the order: its batch, the piece given to the user, and what it took off (yuan). */
export type CouponUse = InferOutput<typeof CouponUse>

/**
 * What the merchant tells when an order moves. Exactly one of `order_id` and `sub_order_id`, here or on the coupon.
 * `time` is in milliseconds.
 */
export const OrderChange = object({
  order_status: text,
  order_id: optional(text),
  sub_order_id: optional(text),
  coupons: array(CouponUse),
  component: optional(Component),
  time: optional(
    pipe(
      number(),
      check((time) => /^\d{13}$/.test(`${time}`), 'milliseconds since 1970 (13 digits)'),
    ),
  ),
})
export type OrderChange = InferOutput<typeof OrderChange>
