import type { Occasion } from './occasion'
import type { Reason } from './reason'

/** Usable as far as this question goes, or not, or not to be decided from what is known here. */
export type Answer = boolean | 'unknown'

/** One question about a coupon on an order. */
export interface Rule {
  readonly reason: Reason
  holds(occasion: Occasion): Answer
  /** The sentence for the user when it does not hold. */
  because(occasion: Occasion): string
  /** The sentence when it cannot be decided; default: that the rules are incomplete. */
  undecided?(occasion: Occasion): string
}
