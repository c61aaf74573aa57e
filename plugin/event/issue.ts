/**
 * One broken rule: where, what the vendor's table wants, and what was there instead.
 * `path` is written as JavaScript would reach it: `coupons[0].coupon_ins_id`.
 */
export interface Issue {
  readonly path: string
  readonly expected: string
  readonly received: string
}
