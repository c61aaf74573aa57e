import type { Order, OrderCoupon } from './order'
import { yuan } from './yuan'

const used = (coupon: OrderCoupon, fen: number) => ({
  coupon_id: coupon.coupon_id,
  coupon_ins_id: coupon.coupon_ins_id,
  coupon_ins_name: coupon.coupon_ins_name,
  coupon_deduction: yuan(fen),
})

/**
 * What `trackOrder` is told. A whole order names its `order_id`. A split one names no order: each coupon is told once
 * for each sub-order, with the share that fell on it, because Youshu takes exactly one of the two ids.
 */
export function orderChange(order: Order) {
  const order_status = order.status
  if (order.sub_order_ids.length === 0) {
    const coupons = order.coupons.map((coupon) => used(coupon, coupon.fen))
    return { order_status, order_id: order.order_id, coupons }
  }
  const coupons = order.coupons.flatMap((coupon) =>
    order.sub_order_ids.map((sub_order_id, line) => ({
      ...used(coupon, coupon.shares[line] ?? 0),
      sub_order_id,
    })),
  )
  return { order_status, coupons }
}
