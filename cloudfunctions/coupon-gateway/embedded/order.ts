import type { Cart } from './cart'
import { fen } from './fen'
import { type Eligible, goodsOf } from './goods'
import type { Pieces } from './pieces'
import { splitDeduction } from './split-deduction'

/** A cart made ready for many coupons: all money in fen, the pieces in order of price. */
export interface Order {
  /** All of them. */
  readonly goods: Eligible
  /** The same, for a coupon of which nobody can say which of them count. */
  readonly atMost: Eligible
  /** Those on each list that a coupon has asked for: coupons of one campaign have one list. */
  readonly listed: Map<string, Eligible>
  /** How many lines the cart has. */
  readonly lines: number
  /** What the order gets off without any coupon. */
  readonly discount: number
  /** `undefined`: not told, so nobody knows. */
  readonly deliveryFee: number | undefined
  readonly shop: string | undefined
  readonly delivery: boolean
}

/** What a line costs per piece, when the fen that do not divide evenly go to the first pieces. */
const piecesOf = (
  { num, trade_mark, price: unit }: Cart['trade_marks'][number],
  line: number,
  net: number,
): Pieces[] => {
  const listed = fen(unit)
  const price = Math.floor(net / num)
  const dearer = net - price * num
  return [
    { line, trade_mark, listed, price: price + 1, count: dearer },
    { line, trade_mark, listed, price, count: num - dearer },
  ].filter(({ count }) => count > 0)
}

/**
 * The order's discount is spread over the lines before any coupon looks at them: the vendor's tills put a coupon on
 * what is left after the member's discount.
 */
export const orderOf = (cart: Cart): Order => {
  const gross = cart.trade_marks.map(({ num, price }) => num * fen(price))
  const total = gross.reduce((sum, amount) => sum + amount, 0)
  const discount = fen(cart.discount_price ?? 0)
  const shares = splitDeduction(Math.min(discount, total), gross)
  const pieces = cart.trade_marks.flatMap((item, line) =>
    piecesOf(item, line, (gross[line] ?? 0) - (shares[line] ?? 0)),
  )
  pieces.sort((a, b) => b.price - a.price)
  const goods = goodsOf(pieces)
  const delivery = cart.type_cate === 3
  const told = cart.delivery_fee === undefined ? undefined : fen(cart.delivery_fee)
  return {
    goods: { ...goods, known: true },
    atMost: { ...goods, known: false },
    listed: new Map(),
    lines: gross.length,
    discount,
    deliveryFee: delivery ? told : 0,
    shop: cart.multi_mark,
    delivery,
  }
}
