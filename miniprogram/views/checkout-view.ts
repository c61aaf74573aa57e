import { userCoupons } from '../shop/coupons'
import { type Basket, basketLines } from '../shop/new-order'
import { priceOrder } from '../shop/price-order'
import { yuanText } from '../shop/yuan'
import { couponView } from './coupon-view'
import { whyUnusable } from './why-unusable'

/** The checkout as its page shows it. Coupons that no longer fit the amount are dropped from the chosen ones. */
export function checkoutView(basket: Basket) {
  const lines = basketLines(basket)
  const amounts = lines.map((line) => line.amount_fen)
  const goods_fen = amounts.reduce((total, fen) => total + fen, 0)
  const wallet = userCoupons.map((coupon) => couponView(coupon, whyUnusable(coupon, goods_fen)))
  const coupons = [
    ...wallet.filter((each) => !each.reason),
    ...wallet.filter((each) => each.reason),
  ]
  const fits = (coupon_ins_id: string) =>
    coupons.some((each) => each.coupon_ins_id === coupon_ins_id && !each.reason)
  const kept = basket.coupons.filter((coupon) => fits(coupon.coupon_ins_id))
  const price = priceOrder(amounts, kept)
  return {
    // The first usable coupon is #use-coupon, the second #use-coupon-2, and so on.
    coupons: coupons.map((each, index) => ({
      ...each,
      id: index === 0 ? 'use-coupon' : `use-coupon-${index + 1}`,
      chosen: kept.some((coupon) => coupon.coupon_ins_id === each.coupon_ins_id),
    })),
    chosen: kept,
    lines: lines.map((line) => ({ ...line, amount: yuanText(line.amount_fen) })),
    deductions: price.deductions.map(({ coupon, fen }) => ({
      coupon_ins_id: coupon.coupon_ins_id,
      name: coupon.coupon_ins_name,
      amount: `−${yuanText(fen)}`,
    })),
    goods_amount: yuanText(price.goods_fen),
    saved: price.goods_fen > price.pay_fen ? yuanText(price.goods_fen - price.pay_fen) : '',
    pay: yuanText(price.pay_fen),
  }
}
