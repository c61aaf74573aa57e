import { dayAndTime } from '../day-and-time'
import type { Rule } from '../rule'

/** The last second still counts: the vendor's ends are …:59. */
export const notExpired: Rule = {
  reason: 'expired',
  holds: ({ now, validity: { end_at } }) => (end_at === undefined ? 'unknown' : now <= end_at),
  because: ({ validity: { end_at = 0 } }) => `已于 ${dayAndTime(end_at)} 过期`,
}
