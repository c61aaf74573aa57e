/** A coupon that is used on an order: `coupon_id` is the batch, `coupon_ins_id` the one piece that this user holds. */
export interface UsedCoupon {
  readonly coupon_id: string
  readonly coupon_ins_id: string
  readonly coupon_ins_name: string
  /** What it takes off. */
  readonly fen: number
}
