import type { Occasion } from '../occasion'
import type { Rule } from '../rule'
import { CHINA } from '../validity'

const CLOCK = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/

/** `14:30:00` or `14:30` as seconds of the day. */
const secondOfDay = (text: string): number | undefined => {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? []
  return hours && minutes
    ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    : undefined
}

const ranges = ({ coupon: { coupon_use_time = [] } }: Occasion) => coupon_use_time

/** The hours of a day in which it can be used; recorded answers have them, the table has only the switch. */
export const withinHours: Rule = {
  reason: 'hours',
  holds: (occasion) => {
    const { is_use_time_range } = occasion.coupon
    if (is_use_time_range !== 1) return is_use_time_range === 0 || 'unknown'
    const now = (occasion.now + CHINA) % 86_400
    const answers = ranges(occasion).map(({ use_time_start, use_time_end }) => {
      const start = secondOfDay(use_time_start)
      const end = secondOfDay(use_time_end)
      // From 00:00 to 00:00 may be the whole day or no time at all.
      if (start === undefined || end === undefined || start === end) return 'unknown'
      // A range that ends before it starts goes over midnight.
      return start < end ? start <= now && now <= end : start <= now || now <= end
    })
    if (answers.includes(true)) return true
    return answers.length === 0 || answers.includes('unknown') ? 'unknown' : false
  },
  because: (occasion) => {
    const hours = ranges(occasion).map(
      ({ use_time_start, use_time_end }) =>
        `${use_time_start.slice(0, 5)}–${use_time_end.slice(0, 5)}`,
    )
    return `仅限每天 ${hours.join('、')} 可用`
  },
  undecided: () => '限部分时段可用,以门店确认为准',
}
