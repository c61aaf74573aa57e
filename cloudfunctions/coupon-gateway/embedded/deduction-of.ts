import type { Discount } from './deduction'
import { buyAndGet } from './discounts/buy-and-get'
import { cashOrDiscount } from './discounts/cash-or-discount'
import { deliveryFee } from './discounts/delivery-fee'
import { freePieces } from './discounts/free-pieces'
import { goodsCoupon } from './discounts/goods-coupon'

/** The categories that take something off an order; 3 (ERP), 7 (queue) and 8 (parking) never do. */
const DISCOUNTS: Readonly<Record<number, Discount>> = {
  0: cashOrDiscount,
  2: freePieces,
  4: buyAndGet,
  5: goodsCoupon,
  6: deliveryFee,
}

/** What the coupon takes off these goods, were it usable. */
export const deductionOf: Discount = (terms, goods, order) => {
  const { category } = terms.coupon
  return category === undefined ? undefined : DISCOUNTS[category]?.(terms, goods, order)
}
