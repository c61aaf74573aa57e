import { attempt } from '../attempt'
import type { Issue } from '../event/issue'
import { is, list, object, optional, parse, type Schema } from '../event/schema'
import { text } from '../event/values'
import type { Cart } from './cart'

/** As much as the gateway takes: eight digits of yuan, two of fen. */
const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/

/** 0.1 + 0.2 means 0.30; 1.005 means no amount. */
const written = (value: number): string => {
  const rounded = value.toFixed(2)
  return Math.abs(value - Number(rounded)) < 1e-6 ? rounded : String(value)
}

/** As text with two decimals: the form that the vendor takes, and carts that cost the same are the same cart. */
const money: Schema<string> = (value, path, report) => {
  const amount = typeof value === 'number' ? written(value) : String(value).trim()
  if (AMOUNT.test(amount)) return Number(amount).toFixed(2)
  report(path, 'an amount in yuan, 0 or more, at most two decimals', value)
  return ''
}

const Fields: Schema<Cart> = object({
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

/** A cart that may be sent. */
export interface CheckedCart {
  /** It as JSON, known keys alone: as it goes out, and what makes two carts the same one. */
  readonly json: string
  /** What is left to pay before any coupon, delivery included, in fen: no coupon can take more off. */
  readonly payable: number
}

const fen = (yuan: number | string): number => Math.round(Number(yuan) * 100)

const payable = ({ trade_marks, discount_price = 0, delivery_fee = 0 }: Cart): number => {
  const goods = trade_marks.reduce((sum, { num, price }) => sum + num * fen(price), 0)
  return Math.max(0, goods - fen(discount_price)) + fen(delivery_fee)
}

/** The cart as it goes out, or every rule that it breaks. What cannot even be read breaks one. */
export const checkCart = (cart: unknown): CheckedCart | { readonly issues: readonly Issue[] } => {
  const parsed = attempt(() => parse(Fields, cart))
  if (!parsed) return { issues: [{ path: '', expected: 'plain data', received: 'none' }] }
  const { output, issues } = parsed
  return issues.length ? { issues } : { json: JSON.stringify(output), payable: payable(output) }
}
