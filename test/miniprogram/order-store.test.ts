import { memberCoupon } from '../../miniprogram/shop/coupons'
import type { Basket } from '../../miniprogram/shop/basket'
import type { Order, OrderStatus } from '../../miniprogram/shop/order'
import { basket, CHENGXI, coupon } from './baskets'
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

const welcome = basket({ member_coupon: true })
const twoCoupons = { member_coupon: true, picked: coupon(238) }

test('placing an order reports that it was given, with its coupon and the deduction in yuan', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(welcome)
  expect(tracker.reported).toEqual([
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

test('each step of an order is reported once, in order', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(welcome)
  orderStore.move(order_id, 'cancel_pay')
  orderStore.move(order_id, 'pay')
  orderStore.move(order_id, 'refund')
  expect(tracker.reported.map((change) => change.order_status)).toEqual([
    'give_order',
    'cancel_pay',
    'pay',
    'refund',
  ])
})

test('two coupons are both reported, each with what it took off', () => {
  const { orderStore, tracker } = open()
  orderStore.place(basket(twoCoupons))
  expect(tracker.reported[0]?.coupons.map((each) => each.coupon_deduction)).toEqual([3, 2.38])
})

test('a split order names its sub-orders only, and the shares of a coupon add up to the fen', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(basket({ ...twoCoupons, split: true, quantity: 3 }))
  const [change] = tracker.reported
  expect(change).not.toHaveProperty('order_id')
  expect(change?.coupons.map((each) => each.sub_order_id)).toEqual([
    `${order_id}-1`,
    `${order_id}-2`,
    `${order_id}-1`,
    `${order_id}-2`,
  ])
  const order = orderStore.find(order_id)
  for (const one of order?.coupons ?? []) {
    const reported =
      change?.coupons.filter((each) => each.coupon_ins_id === one.coupon_ins_id) ?? []
    const fen = reported.map((each) => Math.round(each.coupon_deduction * 100))
    expect(fen.reduce((sum, share) => sum + share, 0)).toBe(one.fen)
    expect(Math.min(...fen)).toBeGreaterThan(0)
  }
})

test('a coupon is reported for the sub-orders only that it took something off', () => {
  const { orderStore, tracker } = open()
  const free_delivery = coupon(500, '390913441022870014')
  const order_id = orderStore.place(
    basket({ branch_id: CHENGXI, split: true, picked: free_delivery }),
  )
  expect(tracker.reported[0]?.coupons).toEqual([
    expect.objectContaining({ sub_order_id: `${order_id}-1`, coupon_deduction: 5 }),
  ])
})

test('a coupon that took nothing off a split order is reported nevertheless', () => {
  const { orderStore, tracker } = open()
  orderStore.place(basket({ split: true, picked: coupon(0) }))
  expect(tracker.reported[0]?.coupons.map((each) => each.coupon_deduction)).toEqual([0, 0])
})

test('an order without coupons is reported without coupons', () => {
  const { orderStore, tracker } = open()
  orderStore.place(basket())
  expect(tracker.reported[0]?.coupons).toEqual([])
})

test('a payment that is confirmed twice is reported twice: the plugin recognises the second', () => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(welcome)
  orderStore.move(order_id, 'pay')
  orderStore.move(order_id, 'pay')
  expect(tracker.reported.slice(1)).toEqual([tracker.reported[1], tracker.reported[1]])
})

test.each<[OrderStatus, OrderStatus]>([
  ['cancel_give_order', 'pay'],
  ['give_order', 'refund'],
  ['refund', 'pay'],
  ['refund', 'refund'],
  ['pay', 'cancel_give_order'],
])('an order that is at %s cannot move to %s, and nothing is reported', (at, to) => {
  const { orderStore, tracker } = open()
  const order_id = orderStore.place(welcome)
  if (at === 'refund') orderStore.move(order_id, 'pay')
  if (at !== 'give_order') orderStore.move(order_id, at)
  const before = tracker.reported.length
  expect(orderStore.move(order_id, to)).toBe(false)
  expect(orderStore.find(order_id)?.status).toBe(at)
  expect(tracker.reported).toHaveLength(before)
})

test('after a restart the order stands where it stood, nothing is reported again, and it can go on', () => {
  const first = open()
  const order_id = first.orderStore.place(basket({ ...twoCoupons, split: true }))
  first.orderStore.move(order_id, 'pay')
  const kept = structuredClone(JSON.parse(JSON.stringify(first.orderStore.find(order_id))))

  const { orderStore, tracker } = open(first.storage)
  expect(JSON.parse(JSON.stringify(orderStore.find(order_id)))).toEqual(kept)
  expect(tracker.reported).toEqual([])
  orderStore.move(order_id, 'refund')
  expect(tracker.reported).toEqual([{ ...first.tracker.reported[1], order_status: 'refund' }])
})

test('a coupon is held by its order until that is cancelled or refunded', () => {
  const { orderStore } = open()
  const held = memberCoupon.coupon_ins_id
  const first = orderStore.place(welcome)
  expect(orderStore.holderOf(held)).toBe(first)
  orderStore.move(first, 'cancel_give_order')
  expect(orderStore.holderOf(held)).toBeUndefined()
  const second = orderStore.place(welcome)
  orderStore.move(second, 'pay')
  expect(orderStore.holderOf(held)).toBe(second)
  orderStore.move(second, 'refund')
  expect(orderStore.holderOf(held)).toBeUndefined()
})

test('storage that holds something else than orders starts an empty shop', () => {
  const { orderStore } = open(new Map([['orders-2', 'broken']]))
  expect(orderStore.all()).toHaveLength(0)
})
