import type { UserCoupon } from './coupons'
import { type Sku, snackBox } from './goods'
import type { Order, OrderLine } from './order'
import { priceOrder } from './price-order'

export interface Basket {
  readonly sku: Sku
  readonly quantity: number
  readonly coupons: readonly UserCoupon[]
  /** Adds a box that is delivered, so that the order falls into two sub-orders. */
  readonly split: boolean
}

const line = (sku: Sku, quantity: number, way: OrderLine['way']): OrderLine => ({
  sku_id: sku.sku_id,
  sku_name: sku.sku_name,
  picture: sku.picture,
  quantity,
  amount_fen: sku.price_fen * quantity,
  way,
})

/** The lines of a basket: what is served here and, when split, what is sent home. */
export const basketLines = ({ sku, quantity, split }: Basket): OrderLine[] => [
  line(sku, quantity, '到店'),
  ...(split ? [line(snackBox, 1, '外送')] : []),
]

/** Turns a basket into an order that nobody has been told about yet. */
export function newOrder(basket: Basket): Order {
  const created_at = Date.now()
  const order_id = `SL${created_at}${Math.floor(Math.random() * 900 + 100)}`
  const lines = basketLines(basket)
  const price = priceOrder(
    lines.map((each) => each.amount_fen),
    basket.coupons,
  )
  return {
    order_id,
    sub_order_ids: basket.split ? lines.map((_, index) => `${order_id}-${index + 1}`) : [],
    created_at,
    lines,
    coupons: price.deductions.map(({ coupon, fen, shares }) => ({
      coupon_id: coupon.coupon_id,
      coupon_ins_id: coupon.coupon_ins_id,
      coupon_ins_name: coupon.coupon_ins_name,
      fen,
      shares,
    })),
    goods_fen: price.goods_fen,
    pay_fen: price.pay_fen,
    status: 'created',
    confirmed: 0,
  }
}
