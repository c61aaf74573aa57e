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
import { check, isRecord, type Issue } from '../lib/check'
import { id, idOf, normalize, oneOf, wholeNumber, wholeNumberOf } from './fields'
import { fen, money, moneyOf } from './money'

const MAX_NUM = 1_000_000
const Line = object({
  num: pipe(wholeNumber, minValue(1, 'at least 1'), maxValue(MAX_NUM, 'at most 1,000,000')),
  trade_mark: id,
  price: money,
})
type Line = InferOutput<typeof Line>

// No till takes more. Counted before the lines are looked at: thousands of wrong ones must not be listed one by one.
const MAX_LINES = 500

// Ten billion yuan. Below it every product and quotient of the split is exact in a double.
const MAX_FEN = 1e12

const isAffordable = (lines: readonly Line[]): boolean =>
  lines.reduce((sum, { num, price }) => sum + num * fen(price), 0) <= MAX_FEN

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
    rule((lines) => isAffordable(lines), 'goods for at most 10,000,000,000 yuan'),
  ),
  discount_price: optional(money),
  /** 1 dine-in, 3 delivery. */
  type_cate: oneOf([1, 3]),
  delivery_fee: optional(money),
})
export type Cart = InferOutput<typeof Cart>

const plainLine = (given: unknown): Line | undefined => {
  if (!isRecord(given) || Object.keys(given).length !== 3) return undefined
  const num = wholeNumberOf(given['num'])
  const trade_mark = idOf(given['trade_mark'])
  const price = moneyOf(given['price'])
  if (num === undefined || num < 1 || num > MAX_NUM) return undefined
  return trade_mark === undefined || price === undefined ? undefined : { num, trade_mark, price }
}

const plainLines = (given: unknown): Line[] | undefined => {
  if (!Array.isArray(given) || given.length > MAX_LINES) return undefined
  const lines: Line[] = []
  for (const item of given) {
    const line = plainLine(item)
    if (!line) return undefined
    lines.push(line)
  }
  return isAffordable(lines) ? lines : undefined
}

/**
 * A cart in the form that carts nearly always have: fields of the table, each with a value. Its 60 values are read in a
 * tenth of the time that the schema takes. `undefined`: that is the schema's to read, or to refuse.
 */
const plainCart = (given: unknown): Cart | undefined => {
  if (!isRecord(given)) return undefined
  const trade_marks = plainLines(given['trade_marks'])
  const type_cate = wholeNumberOf(given['type_cate'])
  if (!trade_marks || (type_cate !== 1 && type_cate !== 3)) return undefined
  const cart: Cart = {
    multi_mark: idOf(given['multi_mark']),
    trade_marks,
    discount_price: moneyOf(given['discount_price']),
    type_cate,
    delivery_fee: moneyOf(given['delivery_fee']),
  }
  const fields: Readonly<Record<string, unknown>> = cart
  return Object.keys(given).every((name) => fields[name] !== undefined) ? cart : undefined
}

/** A cart as it was sent: what it says, or every rule that it breaks. Blanks count as absent. */
export const readCart = (
  input: unknown,
): { readonly cart: Cart } | { readonly issues: readonly Issue[] } => {
  const cart = plainCart(input)
  if (cart) return { cart }
  const given = normalize(input)
  const { success, output } = safeParse(Cart, given, { abortEarly: true })
  return success ? { cart: output } : { issues: check(Cart, given, input) }
}
