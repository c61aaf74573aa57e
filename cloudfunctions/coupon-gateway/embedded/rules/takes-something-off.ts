import type { Rule } from '../rule'

/** In the end the coupon must be worth something on this order. */
export const takesSomethingOff: Rule = {
  reason: 'no_discount',
  holds: ({ deduction }) => (deduction ? deduction.total > 0 : 'unknown'),
  because: ({ coupon: { category }, order: { delivery } }) =>
    category === 6 && !delivery ? '堂食没有配送费可抵扣' : '本单没有可抵扣的金额',
  undecided: ({ coupon: { category } }) =>
    category === 6 ? '抵扣配送费,以结算时的配送费为准' : '抵扣金额以门店确认为准',
}
