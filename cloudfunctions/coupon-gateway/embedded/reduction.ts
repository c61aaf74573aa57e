import { fen } from './fen'
import type { Terms } from './terms'

const FULL = 10

/**
 * What 折 leaves off a price, in fen: 8.5 折 pays 85 %, 0 pays nothing. The only rounding of the whole evaluation, half up,
 * once, on the total. `undefined`: no such discount.
 */
export const zheOff = (base: number, zhe: number): number | undefined =>
  zhe > FULL ? undefined : Math.floor((base * (FULL * 100 - Math.round(zhe * 100)) + 500) / 1000)

/** What a coupon of a face value or a discount takes off a price, never more than that price. In fen. */
export const reduction = (
  { coupon: { coupon_type }, face }: Terms,
  base: number,
): number | undefined => {
  if (face === undefined) return undefined
  if (coupon_type === 0) return Math.min(fen(face), base)
  return coupon_type === 1 ? zheOff(base, face) : undefined
}
