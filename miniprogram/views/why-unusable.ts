import type { UserCoupon } from '../shop/coupons'
import { yuanText } from '../shop/yuan'
import { orderStore } from '../stores/order'

/** Why this coupon cannot be used on goods of that amount, in words; empty when it can. */
export function whyUnusable(coupon: UserCoupon, goods_fen: number): string {
  if (orderStore.holderOf(coupon.coupon_ins_id)) return '已用在另一笔订单，取消或退款后退回'
  const missing = coupon.threshold_fen - goods_fen
  return missing > 0 ? `再买 ${yuanText(missing)} 可用` : ''
}
