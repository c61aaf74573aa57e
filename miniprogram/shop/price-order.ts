import { type Basket, basketCoupons, basketLines } from './basket'
import { couponScope, type UsedCoupon } from './coupons'
import { splitFen } from './money'

/** A part of what is to be paid: the goods of one line, or its delivery fee. */
interface Part {
  readonly line: number
  readonly sku_id: string
  readonly fee: boolean
  left: number
}

export interface OrderCoupon extends UsedCoupon {
  /** Line by line; together exactly `fen`. */
  readonly shares: readonly number[]
}

interface Price {
  readonly goods_fen: number
  readonly delivery_fee_fen: number
  readonly coupons: readonly OrderCoupon[]
  readonly pay_fen: number
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

/** Takes one coupon off: first what it is for, and only what that does not bear off the rest, never below zero. */
function takeOff(coupon: UsedCoupon, parts: readonly Part[], lines: number): OrderCoupon {
  const scope = couponScope(coupon.coupon_id)
  const meant = ({ fee, sku_id }: Part) =>
    scope === 'delivery fee' ? fee : !fee && (scope?.includes(sku_id) ?? true)
  const shares = Array.from({ length: lines }, () => 0)
  let open = coupon.fen
  for (const group of [parts.filter(meant), parts.filter((part) => !meant(part))]) {
    const left = group.map((part) => part.left)
    const taken = Math.min(open, sum(left))
    splitFen(taken, left).forEach((share, at) => {
      const part = group[at]
      if (!part) return
      part.left -= share
      shares[part.line] = (shares[part.line] ?? 0) + share
    })
    open -= taken
  }
  return { ...coupon, fen: coupon.fen - open, shares }
}

/**
 * What a basket costs: each coupon comes off what the one before it left. This is what the user sees; a real shop's
 * server works it out again, and asks the gateway itself, before it takes money.
 */
export function priceOrder(basket: Basket): Price {
  const lines = basketLines(basket)
  const goods = lines.map(({ sku, quantity }) => sku.price_fen * quantity)
  const fees = lines.map((line) => line.delivery_fee_fen)
  const parts = lines.flatMap(({ sku: { sku_id } }, line): Part[] => [
    { line, sku_id, fee: false, left: goods[line] ?? 0 },
    { line, sku_id, fee: true, left: fees[line] ?? 0 },
  ])
  return {
    goods_fen: sum(goods),
    delivery_fee_fen: sum(fees),
    coupons: basketCoupons(basket).map((coupon) => takeOff(coupon, parts, lines.length)),
    pay_fen: sum(parts.map((part) => part.left)),
  }
}
