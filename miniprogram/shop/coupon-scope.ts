/** What a batch of coupons takes its money off, where that is not all the goods: some goods, or the delivery fee. */
export type CouponScope = readonly string[] | 'delivery fee'

/**
 * The picker says how much comes off, not off what, and a split order has to know: only then does a refunded sub-order
 * give back its own coupon. A shop knows its own batches, so it looks them up by `coupon_id`.
 */
const scopes: Readonly<Record<string, CouponScope>> = {
  '390913441022870008': ['AOdjf7u', 'BKq2m9x', 'CYr8t3w'],
  '390913441022870011': ['BKq2m9x'],
  '390913441022870012': ['ETn6c4z'],
  '390913441022870014': 'delivery fee',
  '390913441022870015': 'delivery fee',
}

export const couponScope = (coupon_id: string): CouponScope | undefined => scopes[coupon_id]
