import type { Eligible } from './goods'
import type { Order } from './order'
import type { Pieces } from './pieces'
import type { Terms } from './terms'

/** What a coupon takes off, in fen, and on which pieces of the order that falls (none: on the delivery fee). */
export interface Deduction {
  readonly total: number
  readonly on: readonly Pieces[]
}

/** How one category of coupons takes something off. `undefined`: that cannot be said from what is known here. */
export type Discount = (terms: Terms, goods: Eligible, order: Order) => Deduction | undefined
