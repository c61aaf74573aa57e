import type { Hours } from '../hours-of'
import type { Answer, Rule } from '../rule'
import { CHINA } from '../validity'

/** Whether a second of the day is in these hours. */
const isWithin = (now: number, { start, end }: Hours): Answer => {
  // From 00:00 to 00:00 may be the whole day or no time at all.
  if (start === undefined || end === undefined || start === end) return 'unknown'
  // Hours that end before they start go over midnight.
  return start < end ? start <= now && now <= end : start <= now || now <= end
}

/** The hours of a day in which it can be used. */
export const withinHours: Rule = {
  reason: 'hours',
  holds: ({ coupon: { is_use_time_range }, terms: { hours }, now }) => {
    if (is_use_time_range !== 1) return is_use_time_range === 0 || 'unknown'
    const second = (now + CHINA) % 86_400
    const answers = hours.map((each) => isWithin(second, each))
    if (answers.includes(true)) return true
    return answers.length === 0 || answers.includes('unknown') ? 'unknown' : false
  },
  because: ({ coupon: { coupon_use_time = [] } }) => {
    const hours = coupon_use_time.map(
      ({ use_time_start, use_time_end }) =>
        `${use_time_start.slice(0, 5)}–${use_time_end.slice(0, 5)}`,
    )
    return `仅限每天 ${hours.join('、')} 可用`
  },
  undecided: () => '限部分时段可用,以门店确认为准',
}
