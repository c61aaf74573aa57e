import { type Basket, basketLines } from './basket'
import type { Way } from './branches'
import type { UsedCoupon } from './coupons'
import type { Picture } from './goods'
import { toYuan } from './money'
import { type OrderCoupon, priceOrder } from './price-order'

/** Youshu's names for the steps of an order, and which step may follow which. */
const next = {
  created: ['give_order'],
  give_order: ['pay', 'cancel_pay', 'cancel_give_order'],
  cancel_pay: ['pay', 'cancel_pay', 'cancel_give_order'],
  // One payment is often confirmed twice: by the payment's callback and by the query on return.
  pay: ['pay', 'refund'],
  refund: [],
  cancel_give_order: [],
} as const satisfies Record<string, readonly string[]>

export type OrderStatus = keyof typeof next

export const canMove = (from: OrderStatus, to: OrderStatus): boolean =>
  (next[from] as readonly OrderStatus[]).includes(to)

interface OrderLine {
  readonly sku_id: string
  readonly sku_name: string
  readonly picture: Picture
  readonly quantity: number
  readonly amount_fen: number
  readonly delivery_fee_fen: number
  readonly way: Way
}

export interface Order {
  readonly order_id: string
  /** One per line when the order is split, else empty. */
  readonly sub_order_ids: readonly string[]
  readonly created_at: number
  readonly branch_name: string
  readonly lines: readonly OrderLine[]
  readonly coupons: readonly OrderCoupon[]
  readonly goods_fen: number
  readonly delivery_fee_fen: number
  readonly pay_fen: number
  status: OrderStatus
  /** How often the present status was confirmed: a payment may be confirmed more than once. */
  confirmed: number
}

/** Turns a basket into an order that is not reported yet. */
export function newOrder(basket: Basket): Order {
  const created_at = Date.now()
  const order_id = `SL${created_at}${Math.floor(Math.random() * 900 + 100)}`
  const lines = basketLines(basket).map(({ sku, quantity, way, delivery_fee_fen }) => ({
    sku_id: sku.sku_id,
    sku_name: sku.sku_name,
    picture: sku.picture,
    quantity,
    amount_fen: sku.price_fen * quantity,
    delivery_fee_fen,
    way,
  }))
  return {
    order_id,
    sub_order_ids: basket.split ? lines.map((_, index) => `${order_id}-${index + 1}`) : [],
    created_at,
    branch_name: basket.branch.branch_name,
    lines,
    ...priceOrder(basket),
    status: 'created',
    confirmed: 0,
  }
}

const used = (coupon: UsedCoupon, fen: number) => ({
  coupon_id: coupon.coupon_id,
  coupon_ins_id: coupon.coupon_ins_id,
  coupon_ins_name: coupon.coupon_ins_name,
  coupon_deduction: toYuan(fen),
})

/**
 * The argument of `trackOrder`. A whole order names its `order_id`. A split one names no order, because Youshu takes
 * exactly one of the two ids: each coupon is reported once for each sub-order that it took something off, with its share.
 */
export function orderChange(order: Order) {
  const order_status = order.status
  if (order.sub_order_ids.length === 0) {
    const coupons = order.coupons.map((coupon) => used(coupon, coupon.fen))
    return { order_status, order_id: order.order_id, coupons }
  }
  const coupons = order.coupons.flatMap((coupon) =>
    order.sub_order_ids.flatMap((sub_order_id, line) => {
      const share = coupon.shares[line] ?? 0
      // A coupon that took nothing off at all was used nevertheless.
      return share > 0 || coupon.fen === 0 ? [{ ...used(coupon, share), sub_order_id }] : []
    }),
  )
  return { order_status, coupons }
}
