import type { Cart } from './cart'
import { fen, splitDeduction } from './money'

/** Some units of one line that cost the same. */
export interface Units {
  /** The line's place in the cart. */
  readonly line: number
  readonly trade_mark: string
  /** Of one unit as the cart has it, in fen. */
  readonly listed: number
  /** Of one unit, after its share of the order's own discount, in fen. */
  readonly price: number
  readonly count: number
}

/** A set of goods on one order, as the rules look at it. */
export interface Goods {
  /** Dearest first. */
  readonly units: readonly Units[]
  readonly count: number
  /** What they cost after the order's own discount, in fen. */
  readonly net: number
}

/** The goods on an order that a coupon is for. `known` false: at most these. */
export interface EligibleGoods extends Goods {
  readonly known: boolean
}

/** A cart made ready for many coupons: all money in fen, the units in order of price. */
export interface Order {
  /** All of them. */
  readonly goods: EligibleGoods
  /** The same, for a coupon that is for an unknown part of them. */
  readonly atMost: EligibleGoods
  /** Those on each list that a coupon has asked for: coupons of one campaign have one list. */
  readonly listed: Map<string, EligibleGoods>
  /** What the order gets off without any coupon. */
  readonly discount: number
  /** `undefined`: the cart does not say. */
  readonly deliveryFee: number | undefined
  readonly shop: string | undefined
  readonly delivery: boolean
}

/** Which units, by their place in the order of price. */
interface Ranks {
  /** How many of the dearest, of those after the dearest one, and of the cheapest. */
  readonly dearest?: number | undefined
  readonly second?: number | undefined
  readonly cheapest?: number | undefined
  /** Where the second dearest begin: behind the dearest one, or behind all that cost as much as it. */
  readonly secondBy?: 'rank' | 'price'
}

/** The sums of some units, which come dearest first. */
export const goodsOf = (units: readonly Units[]): Goods => {
  let count = 0
  let net = 0
  for (const unit of units) {
    count += unit.count
    net += unit.count * unit.price
  }
  return { units, count, net }
}

/** What a line costs per unit, when the fen that do not divide evenly go to the first units. */
const addLine = (
  units: Units[],
  { num, trade_mark }: Cart['trade_marks'][number],
  { line, listed, net }: { readonly line: number; readonly listed: number; readonly net: number },
): void => {
  const price = Math.floor(net / num)
  const dearer = net - price * num
  if (dearer > 0) units.push({ line, trade_mark, listed, price: price + 1, count: dearer })
  if (num > dearer) units.push({ line, trade_mark, listed, price, count: num - dearer })
}

/**
 * The order's discount is spread over the lines before any coupon looks at them: the vendor's tills put a coupon on
 * what is left after the member's discount.
 */
export const orderOf = (cart: Cart): Order => {
  const prices = cart.trade_marks.map(({ price }) => fen(price))
  const gross = cart.trade_marks.map(({ num }, line) => num * (prices[line] ?? 0))
  const total = gross.reduce((sum, amount) => sum + amount, 0)
  const discount = fen(cart.discount_price ?? 0)
  const shares = splitDeduction(Math.min(discount, total), gross)
  const units: Units[] = []
  cart.trade_marks.forEach((item, line) => {
    const net = (gross[line] ?? 0) - (shares[line] ?? 0)
    addLine(units, item, { line, listed: prices[line] ?? 0, net })
  })
  units.sort((a, b) => b.price - a.price)
  const { count, net } = goodsOf(units)
  const delivery = cart.type_cate === 3
  const fee = cart.delivery_fee === undefined ? undefined : fen(cart.delivery_fee)
  return {
    goods: { units, count, net, known: true },
    atMost: { units, count, net, known: false },
    listed: new Map(),
    discount,
    deliveryFee: delivery ? fee : 0,
    shop: cart.multi_mark,
    delivery,
  }
}

/**
 * Adds the units ranked `from` to `to`, counted from the dearest or from the cheapest. It looks no further than that,
 * because a thousand coupons may ask it of one order.
 */
const add = (
  taken: Units[],
  units: readonly Units[],
  { from = 0, to, cheapest = false }: { from?: number; to: number; cheapest?: boolean },
): void => {
  let rank = 0
  for (let at = 0; rank < to; at += 1) {
    const some = units[cheapest ? units.length - 1 - at : at]
    if (!some) return
    const count = Math.min(rank + some.count, to) - Math.max(rank, from)
    if (count > 0) taken.push(count === some.count ? some : { ...some, count })
    rank += some.count
  }
}

/** How many have the highest price, as the cart has it: the order's own discount may have moved a fen. */
const countOfDearest = (units: readonly Units[]): number => {
  const highest = Math.max(...units.map(({ listed }) => listed))
  return units.reduce((sum, { listed, count }) => (listed === highest ? sum + count : sum), 0)
}

/** The units of these ranks; a unit that has two of the ranks is taken once. */
export const takeUnits = ({ units, count }: Goods, ranks: Ranks): Goods => {
  const { dearest = 0, second = 0, cheapest = 0, secondBy = 'rank' } = ranks
  const secondFrom = Math.max(secondBy === 'rank' ? 1 : countOfDearest(units), dearest)
  const secondTo = secondFrom + second
  const left = Math.max(0, count - (second ? secondTo : dearest))
  const taken: Units[] = []
  add(taken, units, { to: dearest })
  if (second) add(taken, units, { from: secondFrom, to: secondTo })
  add(taken, units, { to: Math.min(cheapest, left), cheapest: true })
  return goodsOf(taken)
}
