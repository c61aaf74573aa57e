import {
  array,
  check,
  type InferOutput,
  maxLength,
  maxValue,
  minValue,
  object,
  optional,
  pipe,
  unknown,
} from 'valibot'
import { fen } from './fen'
import { id } from './id'
import { money } from './money'
import { oneOf } from './one-of'
import { wholeNumber } from './whole-number'

const Line = object({
  num: pipe(wholeNumber, minValue(1, 'at least 1'), maxValue(1_000_000, 'at most 1,000,000')),
  trade_mark: id,
  price: money,
})

// No till takes more. Counted before the lines are looked at: thousands of wrong ones must not be told one by one.
const MOST_LINES = 500

// Ten billion yuan. Below it every product and quotient of the split is exact in a double.
const MOST_FEN = 1e12

/**
 * What is about to be bought: the goods with their prices, the shop, and what the order gets off already.
 * `delivery_fee` is ours, not the vendor's: without it nobody can say what a delivery-fee coupon takes off.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数.
 */
export const Cart = object({
  multi_mark: optional(id),
  trade_marks: pipe(
    array(unknown()),
    maxLength(MOST_LINES, `at most ${MOST_LINES} lines`),
    array(Line),
    check(
      (lines) => lines.reduce((sum, { num, price }) => sum + num * fen(price), 0) <= MOST_FEN,
      'goods for at most 10,000,000,000 yuan',
    ),
  ),
  discount_price: optional(money),
  /** 1 dine-in, 3 delivery. */
  type_cate: oneOf([1, 3]),
  delivery_fee: optional(money),
})
export type Cart = InferOutput<typeof Cart>
