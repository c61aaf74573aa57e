import type { CouponTemplate } from '../coupon-template'
import type { Rule } from '../rule'

/** M to buy and N to get, for 买M送N (category 4); none for the others. */
const boughtAndGot = (coupon: CouponTemplate): number | undefined => {
  if (coupon.category !== 4) return 0
  const { goods_range_num, max_num = 0, second_max_num = 0, min_num = 0 } = coupon
  if (goods_range_num === undefined) return undefined
  return goods_range_num + max_num + second_max_num + min_num
}

const needed = (coupon: CouponTemplate): number =>
  Math.max(coupon.min_num_use ?? 0, boughtAndGot(coupon) ?? 0)

/** As many pieces as the coupon wants. Too few is certain; that goods may not count is the goods rule's. */
export const enoughPieces: Rule = {
  reason: 'pieces',
  holds: ({ coupon, eligible: { count } }) => {
    if (count < needed(coupon)) return false
    const told = coupon.min_num_use !== undefined && boughtAndGot(coupon) !== undefined
    return told || 'unknown'
  },
  because: ({ coupon, eligible: { count, known } }) =>
    `${known ? '' : '至少'}还差 ${needed(coupon) - count} 件可用`,
}
