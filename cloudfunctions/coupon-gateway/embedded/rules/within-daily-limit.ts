import type { Rule } from '../rule'

/**
 * A limit per person and day needs today's uses, which nobody here knows. The table's default, 0, is no limit.
 * (`number_of_user` limits claiming: a piece that a user has is claimed already.)
 */
export const withinDailyLimit: Rule = {
  reason: 'daily_limit',
  holds: ({ coupon: { use_per_person_per_day = 0 } }) => use_per_person_per_day === 0 || 'unknown',
  because: () => '今日使用次数已达上限',
  undecided: ({ coupon: { use_per_person_per_day = 0 } }) =>
    `每人每天限用 ${use_per_person_per_day} 次,以门店确认为准`,
}
