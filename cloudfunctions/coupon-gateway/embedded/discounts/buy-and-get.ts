import type { Discount } from '../deduction'
import { zheOff } from '../reduction'
import { takePieces } from '../take-pieces'

/**
 * Category 4: whoever buys M (`goods_range_num`) gets N more for the 折 in the face value, once per order. Recorded:
 * 第2件半价 is M 1, N 1, 5 折; 买3赠1 is M 3, N 1, 0 折. That there are M + N pieces is the pieces rule's question.
 */
export const buyAndGet: Discount = ({ coupon, face: zhe }, goods) => {
  const { max_num, second_max_num, min_num } = coupon
  const told = (max_num ?? second_max_num ?? min_num) !== undefined
  if (!goods.known || !told || zhe === undefined || coupon.coupon_type === 0) return undefined
  const { net, pieces } = takePieces(goods, {
    dearest: max_num,
    second: second_max_num,
    cheapest: min_num,
  })
  const total = zheOff(net, zhe)
  return total === undefined ? undefined : { total, on: pieces }
}
