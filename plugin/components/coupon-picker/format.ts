import type { Coupon, CouponsFailure } from '../../coupons/types'

/** An amount in yuan for reading: whole yuan without a decimal point, all others with two decimals. */
export const formatYuan = (amount: number): string => {
  const fen = Math.round(amount * 100)
  return fen % 100 ? (fen / 100).toFixed(2) : `${fen / 100}`
}

/** At most `max` characters of the text, with `…` where some were cut off; a character is never cut in two. */
export const truncate = (text: string, max: number): string => {
  // No text has more characters than UTF-16 units, and one of them takes two at most.
  if (text.length <= max) return text
  const characters = Array.from(text.slice(0, 2 * max + 2))
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : text
}

/** What the coupon is called. One without a title still needs a name: on its card, and as `coupon_ins_name`. */
export const titleOf = ({ coupon }: Coupon): string => coupon.title.trim() || '优惠券'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago something was; `ms` below a minute, also of a clock that was set back, is 刚刚. */
export const formatAge = (ms: number): string => {
  if (ms < MINUTE_MS) return '刚刚'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} 分钟前`
  return ms < DAY_MS ? `${Math.floor(ms / HOUR_MS)} 小时前` : `${Math.floor(ms / DAY_MS)} 天前`
}

const CST_OFFSET_S = 8 * 3600
const DAY_S = 86_400

interface ChinaTime {
  /** Days since 1970 in China: two moments with the same number are on the same day. */
  readonly day: number
  /** Such as 2026.08.01 */
  readonly date: string
  /** Such as 23:59 */
  readonly clock: string
}

const two = (value: number) => `${value}`.padStart(2, '0')

/**
 * A moment (in seconds) as the shop's calendar has it. Coupons begin and end by China's clock, which has had one time
 * zone and no summer time since 1991, wherever the phone is. Undefined for a moment that no calendar has.
 */
export const chinaTime = (seconds: number): ChinaTime | undefined => {
  const there = new Date((seconds + CST_OFFSET_S) * 1000)
  if (Number.isNaN(there.getTime())) return undefined
  return {
    day: Math.floor((seconds + CST_OFFSET_S) / DAY_S),
    date: `${there.getUTCFullYear()}.${two(there.getUTCMonth() + 1)}.${two(there.getUTCDate())}`,
    clock: `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`,
  }
}

interface Dates {
  /** Seconds; 0 or nothing: there is none. */
  readonly start_at?: number
  readonly end_at?: number
}

interface Validity {
  readonly text: string
  /** It ends today or tomorrow. */
  readonly soon: boolean
}

/** From when until when a coupon can be used, as its card shows it at `now` (ms); empty where it has no dates. */
export const formatValidity = ({ start_at, end_at }: Dates, now: number): Validity => {
  const today = chinaTime(now / 1000)
  const start = start_at && start_at * 1000 > now ? chinaTime(start_at) : undefined
  const end = end_at ? chinaTime(end_at) : undefined
  const plain = (text: string) => ({ text, soon: false })
  if (start) return plain(end ? `${start.date} 至 ${end.date}` : `${start.date} 起可用`)
  if (!end || !today) return plain('')
  const left = end.day - today.day
  if (Number(end_at) * 1000 < now || left > 1) return plain(`有效期至 ${end.date}`)
  return { text: `${left ? '明天' : '今天'} ${end.clock} 到期`, soon: true }
}

/** Why there is no new answer. A user cannot mend a gateway from a checkout, so its own errors share one text. */
export const FAILURE_TEXTS: Readonly<Record<CouponsFailure, string>> = {
  no_gateway: '商家暂未接通优惠券查询',
  bad_cart: '订单里的商品信息不完整，暂时算不出优惠',
  unreachable: '暂时连不上优惠券服务',
  timeout: '网络有点慢，没有等到结果',
  unauthorized: '登录已过期',
  rejected: '优惠券服务没有接受这笔订单',
  malformed: '优惠券服务暂时异常',
}
