/** A batch of coupons as Youshu holds it, and what it heard of it. `coupon_id` is the `coupon_id` of the events. */
export interface Batch {
  readonly coupon_id: string
  readonly name: string
  /** When it was last uploaded, in ms since 1970. */
  readonly at: number
  /** From when until when its coupons can be used, in ms since 1970; absent where the batch has no fixed dates. */
  readonly start_at?: number
  readonly end_at?: number
  /** How long a coupon can be used after it was claimed, in seconds; absent where the batch has fixed dates. */
  readonly valid_seconds?: number
  /** Events stored by the collector, each counted once however often it came. */
  readonly pre_consumed: number
  readonly consumed: number
  readonly refunded: number
}
