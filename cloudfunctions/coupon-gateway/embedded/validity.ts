import type { UserCoupon } from './user-coupon'

const DAY = 86_400
/** The vendor counts days in China, which has had no other time since 1991. */
export const CHINA = 8 * 3600

export interface Validity {
  readonly start_at?: number
  readonly end_at?: number
}

const dates = (start: number | undefined, end: number | undefined): Validity => ({
  // 0 is how recorded templates say "no date".
  ...(start && { start_at: start }),
  ...(end && { end_at: end }),
})

/** The last second of the N days that begin with the day of `start`, as in the vendor's own example. */
const endOfDays = (start: number, days: number): number =>
  Math.floor((start + CHINA) / DAY) * DAY - CHINA + days * DAY - 1

/**
 * From when until when a piece can be used, both inclusive, in seconds. Fixed dates (expire_type 0) are the template's;
 * days after claiming (1, 2) start when the piece does, which for 2 the vendor has already put to the next day.
 */
export const validity = ({ start_at, end_at, coupon }: UserCoupon): Validity => {
  const { expire_type, expire_days } = coupon
  if (expire_type === 0) return dates(coupon.start_at || start_at, coupon.end_at || end_at)
  const counted = expire_type && start_at && expire_days && endOfDays(start_at, expire_days)
  return dates(start_at, end_at || counted)
}
