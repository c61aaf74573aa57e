import type { Issue } from '../event/issue'
import type { Coupon } from './coupon'

/**
 * Why there is no (new) answer. bad_cart: it breaks a rule and was not sent. unauthorized: the session has ended, and a
 * renewed one was not accepted either. rejected: another 4xx, so the same question will not be answered now. unreachable:
 * no connection, or an error of the gateway. timeout: no answer in time. malformed: what came is not the gateway's.
 */
export type CouponsFailure =
  | 'no_gateway'
  | 'bad_cart'
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'rejected'
  | 'malformed'

/** The coupons on one cart, in the gateway's order: best first. */
export interface CouponsAnswer {
  /** When the gateway's answer came, in ms by the phone's clock. */
  readonly at: number
  /** The `id` of the coupon to choose, which is a usable one of the list; null: none takes anything off. */
  readonly best: string | null
  readonly coupons: readonly Coupon[]
  /** How many coupons of the answer could not be understood and are left out. */
  readonly skipped: number
}

/**
 * What `usableCoupons` resolves to. fresh: an answer on this cart, less than 30 s old. stale: no new answer came, and this
 * is the last one on the very same cart. failed: there is none. outdated: its slot asks about another cart meanwhile.
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
