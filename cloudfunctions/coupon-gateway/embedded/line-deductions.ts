import type { Cart } from './cart'
import { deductionOf } from './deduction-of'
import { eligible } from './eligible'
import { orderOf } from './order'
import { splitDeduction } from './split-deduction'
import { termsOf } from './terms'
import type { UserCoupon } from './user-coupon'

/**
 * What a usable coupon takes off each line of the cart, in fen and in the cart's order: only on the pieces that it is for.
 * Together they are its deduction, except for a delivery-fee coupon, which takes nothing off any line.
 */
export const lineDeductions = ({ coupon }: Pick<UserCoupon, 'coupon'>, cart: Cart): number[] => {
  const order = orderOf(cart)
  const terms = termsOf(coupon)
  const { total, on } = deductionOf(terms, eligible(terms, order), order) ?? { total: 0, on: [] }
  const amounts = Array.from({ length: order.lines }, () => 0)
  for (const { line, price, count } of on) amounts[line] = (amounts[line] ?? 0) + price * count
  return on.length ? splitDeduction(total, amounts) : amounts
}
