import { dayAndTime } from '../day-and-time'
import type { Rule } from '../rule'

/** The first second already counts. */
export const started: Rule = {
  reason: 'not_started',
  holds: ({ now, validity: { start_at } }) =>
    start_at === undefined ? 'unknown' : start_at <= now,
  because: ({ validity: { start_at = 0 } }) => `${dayAndTime(start_at)} 起可用`,
}
