import { comparer, observable, reaction, runInAction, toJS } from 'mobx-miniprogram'
import type { Basket } from '../shop/basket'
import { canMove, newOrder, type Order, orderChange, type OrderStatus } from '../shop/order'

const tracker = requirePlugin('coupon-tracker')

const KEY = 'orders-2' // the second form of an order; what an older demo kept is not read
const KEPT = 50 // a demo's memory: host storage holds 10 MB in all

function restore(): Order[] {
  const kept: unknown = wx.getStorageSync(KEY)
  return Array.isArray(kept) ? kept.slice(0, KEPT) : []
}

const orders = observable.array<Order>(restore())

/**
 * The only place that reports to Youshu. It reports first and stores second: if the app is killed in between, the order
 * stands where it stood, the user does the step again, and the plugin recognises the repetition.
 */
function reportChanges(order: Order) {
  reaction(
    () => [order.status, order.confirmed],
    () => {
      tracker.trackOrder(orderChange(toJS(order)))
      wx.setStorageSync(KEY, toJS(orders).slice(0, KEPT))
    },
    { equals: comparer.structural },
  )
}
orders.forEach(reportChanges)

const find = (order_id: string | undefined) => orders.find((order) => order.order_id === order_id)

/** Moves an order on, if that step may follow; says whether it did. */
function move(order_id: string, status: OrderStatus): boolean {
  const order = find(order_id)
  if (!order || !canMove(order.status, status)) return false
  runInAction(() => {
    order.confirmed = order.status === status ? order.confirmed + 1 : 1
    order.status = status
  })
  return true
}

/** Creates the order, then gives it: two steps, so that the second one is a change like any other. */
function place(basket: Basket): string {
  const order = newOrder(basket)
  runInAction(() => orders.unshift(order))
  const placed = find(order.order_id)
  if (placed) reportChanges(placed)
  move(order.order_id, 'give_order')
  return order.order_id
}

/** The order that a coupon is on, unless that order was cancelled or refunded and gave it back. */
function holderOf(coupon_ins_id: string): string | undefined {
  const holding: readonly OrderStatus[] = ['give_order', 'cancel_pay', 'pay']
  return orders.find(
    (order) =>
      holding.includes(order.status) &&
      order.coupons.some((coupon) => coupon.coupon_ins_id === coupon_ins_id),
  )?.order_id
}

/** Every order of this user, newest first. Reading it inside `autorun` or `reaction` follows its changes. */
export const orderStore = { all: (): readonly Order[] => orders, find, holderOf, move, place }
