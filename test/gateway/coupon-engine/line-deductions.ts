import type { Cart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { UserCoupon } from '../../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import { deductionOf } from '../../../cloudfunctions/coupon-gateway/coupon-engine/deduction'
import { splitDeduction } from '../../../cloudfunctions/coupon-gateway/coupon-engine/money'
import { orderOf } from '../../../cloudfunctions/coupon-gateway/coupon-engine/order'
import { eligibleGoods, termsOf } from '../../../cloudfunctions/coupon-gateway/coupon-engine/terms'

/**
 * What a usable coupon takes off each line of the cart, in fen and in the cart's order: only on the units that it is for.
 * Together they are its deduction, except for a delivery-fee coupon, which takes nothing off any line.
 */
export const lineDeductions = ({ coupon }: Pick<UserCoupon, 'coupon'>, cart: Cart): number[] => {
  const order = orderOf(cart)
  const terms = termsOf(coupon)
  const { total, on } = deductionOf(terms, eligibleGoods(terms, order), order, {}) ?? {
    total: 0,
    on: [],
  }
  const amounts = cart.trade_marks.map(() => 0)
  for (const { line, price, count } of on) amounts[line] = (amounts[line] ?? 0) + price * count
  return on.length ? splitDeduction(total, amounts) : amounts
}
