import type { Issue } from '../event/schema'

/**
 * A coupon's template as far as it is shown; the fields keep the vendor's names. Every text is text, never markup.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, data[].coupon.
 */
export interface Template {
  readonly title: string
  /** What the merchant wrote on it, such as 全场. */
  readonly coupon_label?: string
  /** The rules, for the user to read. */
  readonly desc?: string
  readonly explain_text?: string
  /** Its face value or discount as it is shown, such as 6元. */
  readonly coupon_amount?: string
  /** Where it can be used, such as 堂食. */
  readonly scene_type_desc?: string
}

/** One coupon that the user holds, with what the gateway decided about it on this cart. Ids are strings. */
export interface Coupon {
  /** The piece: `coupon_ins_id` of the events. */
  readonly id: string
  /** The code to be shown and scanned. */
  readonly couponId?: string
  /** The batch: `coupon_id` of the events. */
  readonly coupon_id?: string
  /** `'unknown'`: only the shop can decide. */
  readonly usable: boolean | 'unknown'
  /**
   * The rule that decided, and its sentence for the user: there when `usable` is not true, and on a usable coupon of
   * which only the shop can say how much it takes off (`no_discount`, deduction 0).
   */
  readonly reason?: string
  readonly reason_text?: string
  /** What it takes off this cart, in yuan, exact to the fen; never more than there is to pay. */
  readonly deduction: number
  /** When it is valid, in seconds since 1970. */
  readonly start_at?: number
  readonly end_at?: number
  readonly coupon: Template
}

/**
 * Why there is no (new) answer. bad_cart: it breaks a rule and was not sent. unauthorized: the session has ended, and a
 * renewed one was not accepted either. rejected: another 4xx, so the same request will not be answered now. unreachable:
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
  /** The `id` of the coupon to select, which is a usable one of the list; null: none takes anything off. */
  readonly best: string | null
  readonly coupons: readonly Coupon[]
  /** How many coupons of the answer could not be understood and are left out. */
  readonly skipped: number
}

/**
 * What `usableCoupons` resolves to. fresh: an answer on this cart, less than 30 s old. stale: no new answer came, and this
 * is the last one on the very same cart. failed: there is none. outdated: its slot requests another cart meanwhile.
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
