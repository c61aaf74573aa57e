import { userCoupons } from '../../miniprogram/shop/coupons'
import { goods } from '../../miniprogram/shop/goods'
import type { Basket } from '../../miniprogram/shop/new-order'
import type { Order } from '../../miniprogram/shop/order'
import type { OrderStatus } from '../../miniprogram/shop/order-status'
import { startShop } from './start-shop'

interface Store {
  readonly orderStore: {
    all(): readonly Order[]
    find(order_id: string): Order | undefined
    holderOf(coupon_ins_id: string): string | undefined
    move(order_id: string, status: OrderStatus): boolean
    place(basket: Basket): string
  }
}

const open = (storage?: Map<string, unknown>) => {
  const shop = startShop(storage)
  return { ...shop, ...jest.requireActual<Store>('../../miniprogram/stores/order') }
}

const [tea] = goods
const basket = (coupons: number, more: Partial<Basket> = {}): Basket => {
  if (!tea) throw new Error('the shop sells nothing')
  return { sku: tea, quantity: 1, coupons: userCoupons.slice(0, coupons), split: false, ...more }
}

test('placing an order tells that it was given, with its coupon and the deduction in yuan', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket(1))
  expect(tracker.told).toEqual([
    {
      order_status: 'give_order',
      order_id,
      coupons: [
        {
          coupon_id: 'SL-WELCOME-300',
          coupon_ins_id: 'SL-WELCOME-300-0001',
          coupon_ins_name: '见面礼立减券',
          coupon_deduction: 3,
        },
      ],
    },
  ])
})

test('each step of an order is told once, in order', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket(1))
  orderStore.move(order_id, 'cancel_pay')
  orderStore.move(order_id, 'pay')
  orderStore.move(order_id, 'refund')
  expect(tracker.told.map((change) => change.order_status)).toEqual([
    'give_order',
    'cancel_pay',
    'pay',
    'refund',
  ])
})

test('two coupons are both told, the second reckoned from what the first one left', () => {
  const { orderStore, tracker } = open()
  orderStore.place(basket(2))
  // ¥26.80 − ¥3.00, then ten percent of ¥23.80
  expect(tracker.told[0]?.coupons.map((coupon) => coupon.coupon_deduction)).toEqual([3, 2.38])
})

test('a split order names its sub-orders only, and the shares of a coupon add up to the fen', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket(2, { split: true, quantity: 3 }))
  const [change] = tracker.told
  expect(change).not.toHaveProperty('order_id')
  expect(change?.coupons.map((coupon) => coupon.sub_order_id)).toEqual([
    `${order_id}-1`,
    `${order_id}-2`,
    `${order_id}-1`,
    `${order_id}-2`,
  ])
  const order = orderStore.find(order_id)
  for (const coupon of order?.coupons ?? []) {
    const told = change?.coupons.filter((each) => each.coupon_ins_id === coupon.coupon_ins_id) ?? []
    const fen = told.map((each) => Math.round(each.coupon_deduction * 100))
    expect(fen.reduce((sum, share) => sum + share, 0)).toBe(coupon.fen)
    expect(Math.min(...fen)).toBeGreaterThan(0)
  }
})

test('an order without coupons is told without coupons', () => {
  const { orderStore, tracker } = open()
  orderStore.place(basket(0))
  expect(tracker.told[0]?.coupons).toEqual([])
})

test('a payment that is confirmed twice is told twice: the plugin knows the first', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket(1))
  orderStore.move(order_id, 'pay')
  orderStore.move(order_id, 'pay')
  expect(tracker.told.slice(1)).toEqual([tracker.told[1], tracker.told[1]])
})

test.each<[OrderStatus, OrderStatus]>([
  ['cancel_give_order', 'pay'],
  ['give_order', 'refund'],
  ['refund', 'pay'],
  ['refund', 'refund'],
  ['pay', 'cancel_give_order'],
])('an order that is at %s cannot move to %s, and nothing is told', (at, to) => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket(1))
  if (at === 'refund') orderStore.move(order_id, 'pay')
  if (at !== 'give_order') orderStore.move(order_id, at)
  const before = tracker.told.length
  expect(orderStore.move(order_id, to)).toBe(false)
  expect(orderStore.find(order_id)?.status).toBe(at)
  expect(tracker.told).toHaveLength(before)
})

test('after a restart the order stands where it stood, nothing is told again, and it can go on', () => {
  const first = open()
  const order_id = first.orderStore.place(basket(2, { split: true }))
  first.orderStore.move(order_id, 'pay')
  const kept = structuredClone(JSON.parse(JSON.stringify(first.orderStore.find(order_id))))

  const { orderStore, tracker } = open(first.storage)
  expect(JSON.parse(JSON.stringify(orderStore.find(order_id)))).toEqual(kept)
  expect(tracker.told).toEqual([])
  orderStore.move(order_id, 'refund')
  expect(tracker.told).toEqual([{ ...first.tracker.told[1], order_status: 'refund' }])
})

test('a coupon is held by its order until that is cancelled or refunded', () => {
  const { orderStore } = open()
  const held = 'SL-WELCOME-300-0001'
  const first = orderStore.place(basket(1))
  expect(orderStore.holderOf(held)).toBe(first)
  orderStore.move(first, 'cancel_give_order')
  expect(orderStore.holderOf(held)).toBeUndefined()
  const second = orderStore.place(basket(1))
  orderStore.move(second, 'pay')
  expect(orderStore.holderOf(held)).toBe(second)
  orderStore.move(second, 'refund')
  expect(orderStore.holderOf(held)).toBeUndefined()
})

test('storage that holds something else than orders starts an empty shop', () => {
  const { orderStore } = open(new Map([['orders', 'broken']]))
  expect(orderStore.all()).toHaveLength(0)
})
