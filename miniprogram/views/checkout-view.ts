import { type Basket, basketLines } from '../shop/basket'
import { priceOrder } from '../shop/price-order'
import { yuanText } from '../shop/yuan'

/** The checkout as its page shows it. */
export function checkoutView(basket: Basket) {
  const price = priceOrder(basket)
  const saved = price.goods_fen + price.delivery_fee_fen - price.pay_fen
  return {
    branch_name: basket.branch.branch_name,
    lines: basketLines(basket).map(({ sku, quantity, way }) => ({
      sku_id: sku.sku_id,
      sku_name: sku.sku_name,
      picture: sku.picture,
      way,
      quantity,
      amount: yuanText(sku.price_fen * quantity),
    })),
    goods_amount: yuanText(price.goods_fen),
    delivery_fee: price.delivery_fee_fen > 0 ? yuanText(price.delivery_fee_fen) : '',
    coupons: price.coupons.map((coupon) => ({
      coupon_ins_id: coupon.coupon_ins_id,
      name: coupon.coupon_ins_name,
      amount: `−${yuanText(coupon.fen)}`,
    })),
    saved: saved > 0 ? yuanText(saved) : '',
    pay: yuanText(price.pay_fen),
  }
}
