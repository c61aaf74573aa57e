import type { Basket } from '../shop/basket'
import { memberCoupon } from '../shop/member-coupon'
import { priceOrder } from '../shop/price-order'
import { yuanText } from '../shop/yuan'

/** One of the goods as its page shows it, with what it costs when the member's coupon is used at once. */
export function productView(basket: Basket) {
  const { sku, branch } = basket
  const fee = branch.delivery_fee_fen
  const pay = yuanText(priceOrder(basket).pay_fen)
  return {
    ...sku,
    price: yuanText(sku.price_fen),
    branch_name: branch.branch_name,
    way: fee > 0 ? `${branch.way}，配送费 ${yuanText(fee)}` : branch.way,
    coupon: memberCoupon.coupon_ins_name,
    off: yuanText(memberCoupon.fen),
    pay: fee > 0 ? `含配送费应付 ${pay}` : `应付 ${pay}`,
  }
}
