const CHINA = 8 * 3600
const DAY = 86_400

export interface ChinaTime {
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
  const there = new Date((seconds + CHINA) * 1000)
  if (Number.isNaN(there.getTime())) return undefined
  return {
    day: Math.floor((seconds + CHINA) / DAY),
    date: `${there.getUTCFullYear()}.${two(there.getUTCMonth() + 1)}.${two(there.getUTCDate())}`,
    clock: `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`,
  }
}
