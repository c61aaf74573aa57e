import type { Discount } from '../deduction'
import { faceValue } from '../face-value'
import { reduction } from '../reduction'

/** Category 6: the delivery fee, all of it or as much as the face value says; nothing where nothing is delivered. */
export const deliveryFee: Discount = (coupon, _, { deliveryFee: fee }) => {
  if (fee === undefined) return undefined
  const total = faceValue(coupon) === undefined ? fee : reduction(coupon, fee)
  return total === undefined ? undefined : { total, on: [] }
}
