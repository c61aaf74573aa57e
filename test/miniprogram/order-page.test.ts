/** @jest-environment jsdom */
import type { Basket } from '../../miniprogram/shop/basket'
import { basket, CHENGXI, coupon } from './baskets'
import { openPage, tap, words, wordsWith } from './render'
import { startShop } from './start-shop'

interface Store {
  readonly orderStore: { place(basket: Basket): string }
}
const open = (placed: Basket = basket({ member_coupon: true })) => {
  const shop = startShop()
  const { orderStore } = jest.requireActual<Store>('../../miniprogram/stores/order')
  const order_id = orderStore.place(placed)
  const page = openPage('pages/order', { order_id })
  const steps = () => shop.tracker.reported.map(({ order_status }) => order_status)
  return { ...shop, page, steps }
}

test('an order asks for payment, is paid in one tap, and is refunded', async () => {
  const { page, steps } = open()
  expect(words(page, '#order-state')).toBe('待支付')
  await tap(page, '#pay >>> .van-button')
  expect(words(page, '#order-state')).toBe('已支付')
  await tap(page, '#refund >>> .van-button')
  expect(words(page, '#order-state')).toBe('已退款')
  expect(steps()).toEqual(['give_order', 'pay', 'refund'])
  expect(page.querySelector('#pay')).toBeUndefined()
})

test('an order can be paid after the payment sheet was closed', async () => {
  const { page, steps } = open()
  await tap(page, '#cancel-pay >>> .van-button')
  expect(words(page, '#order-state')).toBe('支付未完成')
  expect(page.querySelector('#pay')).toBeDefined()
  await tap(page, '#pay >>> .van-button')
  expect(steps()).toEqual(['give_order', 'cancel_pay', 'pay'])
})

test('an order that was cancelled offers no further step', async () => {
  const { page, steps } = open()
  await tap(page, '#cancel >>> .van-button')
  expect(steps()).toEqual(['give_order', 'cancel_give_order'])
  for (const id of ['#pay', '#refund', '#cancel', '#cancel-pay']) {
    expect(page.querySelector(id)).toBeUndefined()
  }
})

test('an order carries each id that a test taps exactly once, whatever its state', async () => {
  const { page } = open()
  const count = () =>
    ['#pay', '#cancel-pay', '#cancel', '#refund'].map((id) => page.querySelectorAll(id).length)
  expect(count()).toEqual([1, 1, 1, 0])
  await tap(page, '#cancel-pay >>> .van-button')
  expect(count()).toEqual([1, 0, 1, 0])
  await tap(page, '#pay >>> .van-button')
  expect(count()).toEqual([1, 0, 0, 1])
})

test('an unknown order has a message', () => {
  startShop()
  expect(words(openPage('pages/order', { order_id: 'nothing' }))).toContain('没有找到这笔订单')
})

test('a delivered split order shows the store, the fee, and what each sub-order bears of each coupon', () => {
  const { page } = open(
    basket({ branch_id: CHENGXI, split: true, member_coupon: true, picked: coupon(467) }),
  )
  const text = words(page)
  for (const part of ['山岚茶铺·城西店', '配送费¥5.00', '子订单 1', '快递 × 1']) {
    expect(text).toContain(part)
  }
  // ¥3.00 and ¥4.67 over ¥26.80 and ¥19.90
  for (const share of ['−¥1.72', '−¥1.28', '−¥2.68', '−¥1.99']) expect(text).toContain(share)
})

test('an order that the coupons pay in full says that nothing is to be paid', async () => {
  const { page } = open(basket({ picked: coupon(2680) }))
  expect(await wordsWith(page, '无需付款')).toContain('无需付款')
})

test.each([
  [basket({ member_coupon: true }), '优惠券已锁定'],
  [basket(), '等待支付'],
])('an order speaks of coupons only where it used some', (placed, hint) => {
  expect(words(open(placed).page, '.state-hint')).toContain(hint)
})
