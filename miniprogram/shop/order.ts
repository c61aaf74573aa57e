import type { Picture } from './goods'
import type { OrderStatus } from './order-status'
import type { UsedCoupon } from './used-coupon'
import type { Way } from './way'

interface OrderLine {
  readonly sku_id: string
  readonly sku_name: string
  readonly picture: Picture
  readonly quantity: number
  readonly amount_fen: number
  readonly delivery_fee_fen: number
  readonly way: Way
}

export interface OrderCoupon extends UsedCoupon {
  /** Line by line; together exactly `fen`. */
  readonly shares: readonly number[]
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
  /** How often the present status was confirmed: a payment may be told more than once. */
  confirmed: number
}
