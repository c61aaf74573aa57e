import type { UserCoupon } from '../shop/coupons'
import { yuan, yuanText } from '../shop/yuan'

/** One coupon as its card shows it; `reason` says in words why it cannot be used, or is empty. */
export const couponView = (coupon: UserCoupon, reason = '') => ({
  coupon_ins_id: coupon.coupon_ins_id,
  name: coupon.coupon_ins_name,
  off: coupon.off.kind === 'fen' ? `${yuan(coupon.off.fen)}` : `${(100 - coupon.off.percent) / 10}`,
  unit: coupon.off.kind === 'fen' ? '元' : '折',
  rule: coupon.threshold_fen > 0 ? `满 ${yuanText(coupon.threshold_fen)} 可用` : '无门槛',
  until: `有效期至 ${coupon.until}`,
  reason,
})

export type CouponView = ReturnType<typeof couponView>
