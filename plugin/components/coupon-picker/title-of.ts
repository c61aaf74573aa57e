import type { Coupon } from '../../coupons/types'

/** What the coupon is called. One without a title still needs a name: on its card, and as `coupon_ins_name`. */
export const titleOf = ({ coupon }: Coupon): string => coupon.title.trim() || '优惠券'
