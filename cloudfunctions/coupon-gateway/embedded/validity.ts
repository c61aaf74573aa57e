import { LATEST } from './latest'
import type { UserCoupon } from './user-coupon'

const DAY = 86_400
/** The vendor counts days in China, which has had no other time since 1991. */
export const CHINA = 8 * 3600

/** In seconds since 1970, both inclusive. `undefined`: not told. */
export interface Validity {
  readonly start_at: number | undefined
  readonly end_at: number | undefined
}

/** The last second of the N days that begin with the day of `start`, as in the vendor's own example. */
const endOfDays = (start: number, days: number): number =>
  Math.min(LATEST, Math.floor((start + CHINA) / DAY) * DAY - CHINA + days * DAY - 1)

/**
 * From when until when a piece can be used, both inclusive, in seconds. Fixed dates (expire_type 0) are the template's;
 * days after claiming (1, 2) start when the piece does, which for 2 the vendor has already put to the next day.
 */
export const validity = ({ start_at, end_at, coupon }: UserCoupon): Validity => {
  const { expire_type, expire_days } = coupon
  const fixed = expire_type === 0
  const start = (fixed && coupon.start_at) || start_at
  const end = (fixed && coupon.end_at) || end_at
  const counted = expire_type && start && expire_days && endOfDays(start, expire_days)
  // 0 is how recorded templates say "no date".
  return { start_at: start || undefined, end_at: end || counted || undefined }
}
