import type { Issue } from '../event/issue'
import type { Coupon } from './coupon'

/** Why there is no (new) answer. `unauthorized`: the session has ended; `rejected`: the gateway did not accept the cart. */
export type CouponsFailure =
  | 'no_gateway'
  | 'bad_cart'
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'rejected'
  | 'malformed'

/** The coupons on one cart, best first. */
export interface CouponsAnswer {
  /** When the gateway said so, in ms. */
  readonly at: number
  /** The `id` of the coupon to choose. */
  readonly best: string | null
  readonly coupons: readonly Coupon[]
  /** How many coupons of the answer could not be understood and are left out. */
  readonly skipped: number
}

/**
 * What `usableCoupons` resolves to. fresh: an answer on this cart, at most 30 s old. stale: no new answer came, and this is
 * the last one on the very same cart. failed: there is none. outdated: another cart was asked about meanwhile.
 */
export type CouponsOutcome =
  | (CouponsAnswer & { readonly state: 'fresh' })
  | (CouponsAnswer & { readonly state: 'stale'; readonly reason: CouponsFailure })
  | {
      readonly state: 'failed'
      readonly reason: CouponsFailure
      /** What is wrong with the cart, where that is why. */
      readonly issues: readonly Issue[]
    }
  | { readonly state: 'outdated' }
