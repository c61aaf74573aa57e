import type { Discount } from '../deduction'
import { takePieces } from '../take-pieces'

/** Category 2: the `max_num` dearest and the `min_num` cheapest pieces cost nothing. */
export const freePieces: Discount = ({ coupon }, goods) => {
  const { max_num, min_num } = coupon
  if (!goods.known || (max_num === undefined && min_num === undefined)) return undefined
  const { net, pieces } = takePieces(goods, { dearest: max_num, cheapest: min_num })
  return { total: net, on: pieces }
}
