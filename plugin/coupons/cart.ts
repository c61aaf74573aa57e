import { attempt } from '../attempt'
import {
  fail,
  is,
  type Issue,
  list,
  object,
  optional,
  parse,
  type Schema,
  text,
} from '../event/schema'

/**
 * What is about to be bought. Amounts are in yuan.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数; `delivery_fee` is the gateway's own.
 */
export interface Cart {
  /** The shop. */
  readonly multi_mark?: string
  /** The goods: how many, which, and the price of one. */
  readonly trade_marks: readonly {
    readonly num: number
    readonly trade_mark: string
    readonly price: number | string
  }[]
  /** What the order gets off already, before any coupon. */
  readonly discount_price?: number | string
  /** 1 dine-in, 3 delivery. */
  readonly type_cate: 1 | 3
  readonly delivery_fee?: number | string
}

/** A cart that may be sent. */
export interface CheckedCart {
  /** As JSON, known keys alone: as it is sent, and the key by which two carts are the same. */
  readonly json: string
  /** What is left to pay before any coupon, delivery included, in fen: no coupon can take more off. */
  readonly payable: number
}

/** The gateway's own bound: eight digits of yuan, two of fen. */
const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/

/** 0.1 + 0.2 means 0.30; 1.005 is no amount, and stays as it is to be refused. */
const roundIfNearCent = (value: number): string => {
  const rounded = value.toFixed(2)
  return Math.abs(value - Number(rounded)) < 1e-6 ? rounded : String(value)
}

/** As text with two decimals: the form that the vendor takes, and carts that cost the same are the same cart. */
const money: Schema<string> = (value, path, reading) => {
  const amount = typeof value === 'number' ? roundIfNearCent(value) : String(value).trim()
  if (AMOUNT.test(amount)) return Number(amount).toFixed(2)
  return fail(reading, path, 'an amount in yuan, 0 or more, at most two decimals', value)
}

const CartSchema: Schema<Cart> = object({
  multi_mark: optional(text),
  trade_marks: list(
    object({
      num: is<number>(
        'a whole number, 1 to 1,000,000',
        (num) => Number.isInteger(num) && Number(num) > 0 && Number(num) <= 1e6,
      ),
      trade_mark: text,
      price: money,
    }),
  ),
  discount_price: optional(money),
  type_cate: is<1 | 3>('1 (dine-in) or 3 (delivery)', (cate) => cate === 1 || cate === 3),
  delivery_fee: optional(money),
})

const toFen = (yuan: number | string): number => Math.round(Number(yuan) * 100)

const payableFen = ({ trade_marks, discount_price = 0, delivery_fee = 0 }: Cart): number => {
  const goods = trade_marks.reduce((sum, { num, price }) => sum + num * toFen(price), 0)
  return Math.max(0, goods - toFen(discount_price)) + toFen(delivery_fee)
}

/** The cart in the form that is sent, or every rule that it breaks. What cannot even be read breaks one. */
export const checkCart = (cart: unknown): CheckedCart | { readonly issues: readonly Issue[] } => {
  const parsed = attempt(() => parse(CartSchema, cart))
  const unread = { path: '', expected: 'plain data', received: 'none', severity: 'error' } as const
  const { output, issues } = parsed ?? { issues: [unread] }
  return issues.length || !output
    ? { issues }
    : { json: JSON.stringify(output), payable: payableFen(output) }
}
