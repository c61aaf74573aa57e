import type { Rule } from '../rule'

/** The categories that never take anything off an order, and what they are for. */
const ELSEWHERE: Readonly<Record<number, string>> = {
  3: '兑换券,仅限线下使用',
  7: '免排队券,不能抵扣订单',
  8: '停车券,不能抵扣订单',
}

/** A coupon for something else than an order of goods. */
export const forOrders: Rule = {
  reason: 'category',
  holds: ({ coupon: { category } }) =>
    category === undefined ? 'unknown' : ELSEWHERE[category] === undefined,
  because: ({ coupon: { category = 0 } }) => ELSEWHERE[category] ?? '不能抵扣订单',
}
