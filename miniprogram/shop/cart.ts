import { type Basket, basketLines } from './basket'
import { memberCoupon } from './member-coupon'
import { yuan } from './yuan'

/** The basket as the coupon picker wants it: amounts in yuan. */
export function cartOf(basket: Basket) {
  const { branch, member_coupon } = basket
  return {
    multi_mark: branch.branch_id,
    type_cate: branch.type_cate,
    trade_marks: basketLines(basket).map(({ sku, quantity }) => ({
      num: quantity,
      trade_mark: sku.sku_id,
      price: yuan(sku.price_fen),
    })),
    discount_price: member_coupon ? yuan(memberCoupon.fen) : 0,
    delivery_fee: yuan(branch.delivery_fee_fen),
  }
}

export type Cart = ReturnType<typeof cartOf>
