import type { Rule } from '../rule'

/** The piece itself: 0 unused, 1 used. */
export const unused: Rule = {
  reason: 'used',
  holds: ({ piece: { status } }) => (status === undefined ? 'unknown' : status === 0),
  because: () => '已使用',
}
