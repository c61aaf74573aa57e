import type { Answer, Rule } from './rule'
import { CST_OFFSET_S, type Hours } from './terms'

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`)

/** A moment as people in China write it: `2026-11-30 10:00`. Field by field, which costs a fifth of `toISOString`. */
const dayAndTime = (seconds: number): string => {
  const moment = new Date((seconds + CST_OFFSET_S) * 1000)
  const day = [moment.getUTCMonth() + 1, moment.getUTCDate()].map(twoDigits)
  const time = [moment.getUTCHours(), moment.getUTCMinutes()].map(twoDigits)
  return `${moment.getUTCFullYear()}-${day.join('-')} ${time.join(':')}`
}

/** The piece itself: 0 unused, 1 used. */
const unused: Rule = {
  reason: 'used',
  fields: ['status'],
  test: ({ piece: { status } }) => status !== 1,
  message: () => '已使用',
}

/** The template: 1 usable, 0 not. `is_receive` is about claiming, not about use. */
const enabled: Rule = {
  reason: 'disabled',
  fields: ['coupon.status'],
  test: ({ coupon: { status } }) => status !== 0,
  message: () => '优惠券已停用',
}

/** The categories that never take anything off an order, and what they are for. */
const ELSEWHERE: Readonly<Record<number, string>> = {
  3: '兑换券,仅限线下使用',
  7: '免排队券,不能抵扣订单',
  8: '停车券,不能抵扣订单',
}

/** A coupon for something else than an order of goods. */
const forOrders: Rule = {
  reason: 'category',
  fields: ['coupon.category'],
  test: ({ coupon: { category = 0 } }) => ELSEWHERE[category] === undefined,
  message: ({ coupon: { category = 0 } }) => ELSEWHERE[category] ?? '不能抵扣订单',
}

/** The first second already counts. */
const started: Rule = {
  reason: 'not_started',
  fields: ['start_at', 'coupon.start_at', 'coupon.expire_type'],
  test: ({ now, validity: { start_at = 0 } }) => start_at <= now,
  message: ({ validity: { start_at = 0 } }) => `${dayAndTime(start_at)} 起可用`,
}

/** The last second still counts: the vendor's ends are …:59. */
const notExpired: Rule = {
  reason: 'expired',
  fields: ['end_at', 'coupon.end_at', 'coupon.expire_type', 'coupon.expire_days'],
  test: ({ now, validity: { end_at = Infinity, endsSomeDay } }) =>
    endsSomeDay ? 'unknown' : now <= end_at,
  message: ({ validity: { end_at = 0 } }) => `已于 ${dayAndTime(end_at)} 过期`,
}

/** Whether a second of the day is in these hours. */
const isWithin = (now: number, { start, end }: Hours): Answer => {
  // From 00:00 to 00:00 may be the whole day or no time at all.
  if (start === undefined || end === undefined || start === end) return 'unknown'
  // Hours that end before they start go over midnight.
  return start < end ? start <= now && now <= end : start <= now || now <= end
}

/** The hours of a day in which it can be used. */
const withinHours: Rule = {
  reason: 'hours',
  fields: ['coupon.is_use_time_range', 'coupon.coupon_use_time'],
  test: ({ coupon: { is_use_time_range }, terms: { hours }, now }) => {
    if (is_use_time_range !== 1) return true
    const second = (now + CST_OFFSET_S) % 86_400
    const answers = hours.map((each) => isWithin(second, each))
    if (answers.includes(true)) return true
    return answers.length === 0 || answers.includes('unknown') ? 'unknown' : false
  },
  message: ({ coupon: { coupon_use_time = [] } }) => {
    const hours = coupon_use_time.map(
      ({ use_time_start, use_time_end }) =>
        `${use_time_start.slice(0, 5)}–${use_time_end.slice(0, 5)}`,
    )
    return `仅限每天 ${hours.join('、')} 可用`
  },
  undecided: () => '限部分时段可用,以门店确认为准',
}

/**
 * A limit per person and day needs today's uses, which only a gateway with a store knows. The table's default, 0, is no limit.
 * (`number_of_user` limits claiming: a piece that a user has is claimed already.)
 */
export const withinDailyLimit: Rule = {
  reason: 'daily_limit',
  fields: ['coupon.use_per_person_per_day'],
  test: ({ coupon: { use_per_person_per_day: limit = 0 }, usesToday }) =>
    limit === 0 || (usesToday === undefined ? 'unknown' : usesToday < limit),
  message: () => '今日使用次数已达上限',
  undecided: ({ coupon: { use_per_person_per_day = 0 } }) =>
    `每人每天限用 ${use_per_person_per_day} 次,以门店确认为准`,
}

/** What the coupon itself says, whatever is bought. */
export const RULES_OF_COUPON: readonly Rule[] = [
  unused,
  enabled,
  forOrders,
  started,
  notExpired,
  withinHours,
]
