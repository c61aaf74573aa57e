import type { Discount } from '../deduction'
import { reduction } from '../reduction'

/** Category 0: a face value or a discount on all the goods that the coupon is for. */
export const cashOrDiscount: Discount = (terms, { known, net, pieces }) => {
  const total = known ? reduction(terms, net) : undefined
  return total === undefined ? undefined : { total, on: pieces }
}
