import type { CouponTemplate } from './coupon-template'
import { faceValue } from './face-value'
import { fen } from './fen'

const FULL = 10

/**
 * What 折 leaves off a price, in fen: 8.5 折 pays 85 %, 0 pays nothing. The only rounding of the whole evaluation, half up,
 * once, on the total. `undefined`: no such discount.
 */
export const zheOff = (base: number, zhe: number): number | undefined =>
  zhe > FULL ? undefined : Math.floor((base * (FULL * 100 - Math.round(zhe * 100)) + 500) / 1000)

/** What a coupon of a face value or a discount takes off a price, never more than that price. In fen. */
export const reduction = (coupon: CouponTemplate, base: number): number | undefined => {
  const value = faceValue(coupon)
  if (value === undefined) return undefined
  if (coupon.coupon_type === 0) return Math.min(fen(value), base)
  return coupon.coupon_type === 1 ? zheOff(base, value) : undefined
}
