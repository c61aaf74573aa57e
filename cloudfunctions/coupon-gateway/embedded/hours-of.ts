import type { CouponTemplate } from './coupon-template'

/** A part of the day, in seconds since midnight, both inclusive. `undefined`: it cannot be read. */
export interface Hours {
  readonly start: number | undefined
  readonly end: number | undefined
}

const CLOCK = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/

/** `14:30:00` or `14:30` as seconds of the day. */
const secondOfDay = (text: string): number | undefined => {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? []
  return hours && minutes
    ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    : undefined
}

/** The hours of a day in which a coupon can be used; recorded answers have them, the table has only the switch. */
export const hoursOf = ({ coupon_use_time = [] }: CouponTemplate): readonly Hours[] =>
  coupon_use_time.map(({ use_time_start, use_time_end }) => ({
    start: secondOfDay(use_time_start),
    end: secondOfDay(use_time_end),
  }))
