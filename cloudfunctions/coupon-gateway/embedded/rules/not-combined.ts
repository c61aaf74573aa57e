import type { Rule } from '../rule'

/** `only_coupon` 1: the order gets nothing off but by this coupon. */
export const notCombined: Rule = {
  reason: 'exclusive',
  holds: ({ coupon: { only_coupon }, order: { discount } }) =>
    discount === 0 || (only_coupon === undefined ? 'unknown' : only_coupon === 0),
  because: () => '不与其他优惠同享',
}
