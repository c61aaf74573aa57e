import type { CouponTemplate } from './coupon-template'

const NUMBER = /^\d{1,8}(\.\d{1,2})?$/

/**
 * The number behind a coupon: yuan, or 折 for a discount. Some answers have it in `amount`, others put a text there
 * (现金券6元) and the number into `total_amount`; `all_coupon_amount` is an amount by its name, so a discount is sought
 * there last. `undefined`: no field holds a plain number.
 */
export const faceValue = (coupon: CouponTemplate): number | undefined => {
  const { total_amount, all_coupon_amount, amount, coupon_type } = coupon
  const rest = coupon_type === 1 ? [amount, all_coupon_amount] : [all_coupon_amount, amount]
  const plain = [total_amount, ...rest].find((text) => NUMBER.test(text ?? ''))
  return plain === undefined ? undefined : Number(plain)
}
