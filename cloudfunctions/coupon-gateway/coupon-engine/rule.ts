import type { UserCoupon } from './coupon'
import type { Deduction } from './deduction'
import type { EligibleGoods, Order } from './order'
import type { Terms, Validity } from './terms'

/** Why a coupon is not usable, or why that cannot be decided here: the name of the rule. */
export const REASONS = [
  'used',
  'disabled',
  'category',
  'not_started',
  'expired',
  'hours',
  'shop',
  'scene',
  'goods',
  'pieces',
  'minimum',
  'exclusive',
  'daily_limit',
  'no_discount',
] as const
export type Reason = (typeof REASONS)[number]

/** One piece of a coupon, on one order, at one moment: all that a rule may look at. */
export interface RuleContext {
  readonly piece: UserCoupon
  readonly coupon: UserCoupon['coupon']
  readonly terms: Terms
  readonly order: Order
  /** Seconds since 1970. */
  readonly now: number
  readonly validity: Validity
  readonly eligible: EligibleGoods
  /** What it would take off. `undefined`: that cannot be said here. */
  readonly deduction: Deduction | undefined
  readonly strictThreshold: boolean
  /** What the thresholds count; `known` false: at most these. */
  readonly counted: EligibleGoods
  /** The shop by its id. `undefined`: only its code is known. */
  readonly shopId: string | undefined
  /** Uses of the batch by this user today. `undefined`: not known. */
  readonly usesToday: number | undefined
}

/** Usable as far as this question goes, or not, or not to be decided from what is known here. */
export type Answer = boolean | 'unknown'

/** One question about a coupon on an order. */
export interface Rule {
  readonly reason: Reason
  /** What the answer is read from: where such a field was broken, yes is not certain. */
  readonly fields: readonly string[]
  test(context: RuleContext): Answer
  /** The sentence for the user when the answer is no. */
  message(context: RuleContext): string
  /** The sentence when it cannot be decided; default: that the rules are incomplete. */
  undecided?(context: RuleContext): string
}
