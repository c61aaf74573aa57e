import type { Rule } from '../rule'

/** The template: 1 usable, 0 not. `is_receive` is about claiming, not about use. */
export const enabled: Rule = {
  reason: 'disabled',
  holds: ({ coupon: { status } }) => (status === undefined ? 'unknown' : status === 1),
  because: () => '优惠券已停用',
}
