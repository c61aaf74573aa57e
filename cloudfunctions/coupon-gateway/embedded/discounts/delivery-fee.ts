import type { Discount } from '../deduction'
import { reduction } from '../reduction'

/** Category 6: the delivery fee, all of it or as much as the face value says; nothing where nothing is delivered. */
export const deliveryFee: Discount = (terms, _, { deliveryFee: fee }) => {
  if (fee === undefined) return undefined
  const total = terms.face === undefined ? fee : reduction(terms, fee)
  return total === undefined ? undefined : { total, on: [] }
}
