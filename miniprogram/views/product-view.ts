import type { Basket } from '../shop/basket'
import { memberCoupon } from '../shop/member-coupon'
import { priceOrder } from '../shop/price-order'
import { yuanText } from '../shop/yuan'

/** One of the goods as its page shows it, with what it costs when the member's coupon is used at once. */
export const productView = (basket: Basket) => ({
  ...basket.sku,
  price: yuanText(basket.sku.price_fen),
  way: basket.branch.way,
  branch_name: basket.branch.branch_name,
  delivery_fee: basket.branch.delivery_fee_fen > 0 ? yuanText(basket.branch.delivery_fee_fen) : '',
  coupon: memberCoupon.coupon_ins_name,
  off: yuanText(memberCoupon.fen),
  pay: yuanText(priceOrder(basket).pay_fen),
})
