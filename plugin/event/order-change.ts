import { is, list, object, optional, type Output } from './schema'
import { component, deduction, text } from './values'

/**
 * What the merchant tells when an order moves. Exactly one of `order_id` and `sub_order_id`, here or on the coupon.
 * A coupon is its batch (`coupon_id`), the piece given to the user, and what it took off in yuan.
 * `time` is in milliseconds.
 */
export const OrderChange = object({
  order_status: text,
  order_id: optional(text),
  sub_order_id: optional(text),
  coupons: list(
    object({
      coupon_id: text,
      coupon_ins_id: text,
      coupon_ins_name: text,
      coupon_deduction: optional(deduction),
      sub_order_id: optional(text),
    }),
  ),
  component,
  time: optional(
    is<number>(
      'milliseconds in 13 digits',
      (time) => typeof time === 'number' && /^\d{13}$/.test(`${time}`),
    ),
  ),
})
export type OrderChange = Output<typeof OrderChange>
