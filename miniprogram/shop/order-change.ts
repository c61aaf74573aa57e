import type { Order } from './order'
import type { UsedCoupon } from './used-coupon'
import { yuan } from './yuan'

const used = (coupon: UsedCoupon, fen: number) => ({
  coupon_id: coupon.coupon_id,
  coupon_ins_id: coupon.coupon_ins_id,
  coupon_ins_name: coupon.coupon_ins_name,
  coupon_deduction: yuan(fen),
})

/**
 * What `trackOrder` is told. A whole order names its `order_id`. A split one names no order, because Youshu takes
 * exactly one of the two ids: each coupon is told once for each sub-order that it took something off, with its share.
 */
export function orderChange(order: Order) {
  const order_status = order.status
  if (order.sub_order_ids.length === 0) {
    const coupons = order.coupons.map((coupon) => used(coupon, coupon.fen))
    return { order_status, order_id: order.order_id, coupons }
  }
  const coupons = order.coupons.flatMap((coupon) =>
    order.sub_order_ids.flatMap((sub_order_id, line) => {
      const share = coupon.shares[line] ?? 0
      // A coupon that took nothing off at all was used nevertheless.
      return share > 0 || coupon.fen === 0 ? [{ ...used(coupon, share), sub_order_id }] : []
    }),
  )
  return { order_status, coupons }
}
