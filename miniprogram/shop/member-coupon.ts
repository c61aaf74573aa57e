import type { UsedCoupon } from './used-coupon'

/**
 * The coupon that every new member has, which the shop itself looks after. It goes with any other coupon and is taken
 * off first; the gateway therefore hears of it as `discount_price`.
 */
export const memberCoupon: UsedCoupon = {
  coupon_id: 'SL-WELCOME-300',
  coupon_ins_id: 'SL-WELCOME-300-0001',
  coupon_ins_name: '见面礼立减券',
  fen: 300,
}
