import type { Discount } from '../deduction'
import { goodsOf } from '../goods'
import { reduction } from '../reduction'
import { takePieces } from '../take-pieces'

/**
 * Category 5: one piece of the named goods, or as many as `max_num` and `min_num` say, free or at the face value's
 * discount. The table does not say which piece: when the candidates cost differently, that is the till's to decide.
 */
export const goodsCoupon: Discount = (terms, goods) => {
  const { max_num = 0, min_num = 0 } = terms.coupon
  const [dearest] = goods.pieces
  if (!goods.known) return undefined
  if (!dearest) return { total: 0, on: [] }
  const ranked = max_num + min_num > 0
  if (!ranked && goods.pieces.some(({ listed }) => listed !== dearest.listed)) return undefined
  const { net, pieces } = ranked
    ? takePieces(goods, { dearest: max_num, cheapest: min_num })
    : goodsOf([{ ...dearest, count: 1 }])
  const total = terms.face === undefined ? net : reduction(terms, net)
  return total === undefined ? undefined : { total, on: pieces }
}
