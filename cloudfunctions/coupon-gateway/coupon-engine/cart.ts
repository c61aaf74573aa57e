import {
  array,
  check as rule,
  type InferOutput,
  maxLength,
  maxValue,
  minValue,
  object,
  optional,
  pipe,
  safeParse,
  unknown,
} from 'valibot'
import { check, type Issue } from '../lib/check'
import { id, normalize, oneOf, wholeNumber } from './fields'
import { fen, money } from './money'

const Line = object({
  num: pipe(wholeNumber, minValue(1, 'at least 1'), maxValue(1_000_000, 'at most 1,000,000')),
  trade_mark: id,
  price: money,
})

// No till takes more. Counted before the lines are looked at: thousands of wrong ones must not be listed one by one.
const MAX_LINES = 500

// Ten billion yuan. Below it every product and quotient of the split is exact in a double.
const MAX_FEN = 1e12

/**
 * What is about to be bought: the goods with their prices, the shop, and what the order gets off already.
 * `delivery_fee` is ours, not the vendor's: without it a delivery-fee coupon takes off an unknown amount.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数.
 */
export const Cart = object({
  multi_mark: optional(id),
  trade_marks: pipe(
    array(unknown()),
    maxLength(MAX_LINES, `at most ${MAX_LINES} lines`),
    array(Line),
    rule(
      (lines) => lines.reduce((sum, { num, price }) => sum + num * fen(price), 0) <= MAX_FEN,
      'goods for at most 10,000,000,000 yuan',
    ),
  ),
  discount_price: optional(money),
  /** 1 dine-in, 3 delivery. */
  type_cate: oneOf([1, 3]),
  delivery_fee: optional(money),
})
export type Cart = InferOutput<typeof Cart>

/** A cart as it was sent: what it says, or every rule that it breaks. Blanks count as absent. */
export const readCart = (
  input: unknown,
): { readonly cart: Cart } | { readonly issues: readonly Issue[] } => {
  const given = normalize(input)
  const { success, output } = safeParse(Cart, given, { abortEarly: true })
  return success ? { cart: output } : { issues: check(Cart, given, input) }
}
