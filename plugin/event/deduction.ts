import { custom } from 'valibot'

/**
 * What the coupon takes off, in yuan (not fen); on a sub-order, the share that falls on it.
 * Source: Tencent Youshu, consume_coupon, coupon_deduction.
 */
export const deduction = custom<number>(
  (value) => Number.isFinite(value) && Number(value) >= 0,
  'a number of yuan, 0 or more',
)
