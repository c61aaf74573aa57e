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

/** One coupon in the user's hands, with what the gateway decided about it on this cart. Ids are strings. */
export interface Coupon {
  /** The piece: `coupon_ins_id` of the events. */
  readonly id: string
  /** The code to be shown and scanned. */
  readonly couponId?: string
  /** The batch: `coupon_id` of the events. */
  readonly coupon_id?: string
  /** `'unknown'`: nobody but the shop can tell. */
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
