import { array, custom, type InferOutput, optional } from 'valibot'
import { Component } from './component'
import { deduction } from './deduction'
import { fields } from './fields'
import { text } from './text'

/**
 * What the merchant tells when an order moves. Exactly one of `order_id` and `sub_order_id`, here or on the coupon.
 * A coupon is its batch (`coupon_id`), the piece given to the user, and what it took off in yuan.
 * `time` is in milliseconds.
 */
export const OrderChange = fields({
  order_status: text,
  order_id: optional(text),
  sub_order_id: optional(text),
  coupons: array(
    fields({
      coupon_id: text,
      coupon_ins_id: text,
      coupon_ins_name: text,
      coupon_deduction: optional(deduction),
      sub_order_id: optional(text),
    }),
    'a list',
  ),
  component: optional(Component),
  time: optional(
    custom<number>(
      (time) => typeof time === 'number' && /^\d{13}$/.test(`${time}`),
      'milliseconds in 13 digits',
    ),
  ),
})
export type OrderChange = InferOutput<typeof OrderChange>
