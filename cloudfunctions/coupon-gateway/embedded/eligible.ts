import { type Eligible, goodsOf } from './goods'
import type { Order } from './order'
import type { Terms } from './terms'

/**
 * Which goods count. The method 7.4.6 itself sends no goods list, so a coupon for some goods only is undecided unless the
 * catalogue names them.
 */
export const eligible = ({ coupon, goods: wanted }: Terms, order: Order): Eligible => {
  if (coupon.goods_range_type === 0) return order.goods
  if (coupon.goods_range_type !== 1 || !wanted) return order.atMost
  const known = order.listed.get(wanted.key)
  if (known) return known
  const pieces = order.goods.pieces.filter(({ trade_mark }) => wanted.marks.has(trade_mark))
  const found = { ...goodsOf(pieces), known: true }
  order.listed.set(wanted.key, found)
  return found
}
