import { type Basket, basketLines } from './basket'
import type { Order } from './order'
import { priceOrder } from './price-order'

/** Turns a basket into an order that nobody has been told about yet. */
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
