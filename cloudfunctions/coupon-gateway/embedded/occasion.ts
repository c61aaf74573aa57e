import type { Deduction } from './deduction'
import { deductionOf } from './deduction-of'
import { eligible } from './eligible'
import type { Eligible } from './goods'
import type { Order } from './order'
import { type Terms, termsOf } from './terms'
import type { UserCoupon } from './user-coupon'
import { type Validity, validity } from './validity'

/** Where the vendor contradicts itself: which reading holds. */
export interface Options {
  /** The vendor's tills want more than the minimum, its texts say 满58元可用, which is at least. Default false: at least. */
  readonly strictThreshold?: boolean
}

/** One piece of a coupon, on one order, at one moment: all that a rule may look at. */
export interface Occasion {
  readonly piece: UserCoupon
  readonly coupon: UserCoupon['coupon']
  readonly terms: Terms
  readonly order: Order
  /** Seconds since 1970. */
  readonly now: number
  readonly validity: Validity
  readonly eligible: Eligible
  /** What it would take off. `undefined`: that cannot be said here. */
  readonly deduction: Deduction | undefined
  readonly strictThreshold: boolean
}

/** Everything that the rules ask about more than once, worked out once. `now` in milliseconds. */
export const occasionOf = (
  piece: UserCoupon,
  order: Order,
  now: number,
  { strictThreshold = false }: Options,
): Occasion => {
  const { coupon } = piece
  const terms = termsOf(coupon)
  const goods = eligible(terms, order)
  return {
    piece,
    coupon,
    terms,
    order,
    now: Math.floor(now / 1000),
    validity: validity(piece),
    eligible: goods,
    deduction: deductionOf(terms, goods, order),
    strictThreshold,
  }
}
