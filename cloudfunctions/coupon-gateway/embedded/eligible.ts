import type { Eligible } from './goods'
import type { Order } from './order'
import type { Pieces } from './pieces'
import type { Terms } from './terms'

/**
 * Which goods count. The method 7.4.6 itself sends no goods list, so a coupon for some goods only is undecided unless the
 * catalogue names them.
 */
export const eligible = ({ coupon, goods: wanted }: Terms, order: Order): Eligible => {
  if (coupon.goods_range_type === 0) return order.goods
  if (coupon.goods_range_type !== 1 || !wanted) return order.atMost
  const pieces: Pieces[] = []
  let count = 0
  let net = 0
  // One loop and not a chain: with a list on every coupon, most of an evaluation's time goes by here.
  for (const piece of order.goods.pieces)
    if (wanted.has(piece.trade_mark)) {
      pieces.push(piece)
      count += piece.count
      net += piece.count * piece.price
    }
  return { pieces, count, net, known: true }
}
