import { finite, minValue, number, pipe } from 'valibot'

/**
 * What the coupon takes off, in yuan (not fen); on a sub-order, the share that falls on it.
 * Source: Tencent Youshu, consume_coupon, coupon_deduction.
 */
export const deduction = pipe(number(), finite('a finite number'), minValue(0, 'at least 0 yuan'))
