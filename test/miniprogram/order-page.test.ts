/** @jest-environment jsdom */
import { userCoupons } from '../../miniprogram/shop/coupons'
import { openPage, tap, words } from './render'
import { startShop } from './start-shop'

interface Store {
  readonly orderStore: { place(basket: object): string }
}
const open = () => {
  const shop = startShop()
  const sku = { sku_id: 'AOdjf7u', sku_name: '云雾乌龙', picture: 'tea', price_fen: 2680 }
  const { orderStore } = jest.requireActual<Store>('../../miniprogram/stores/order')
  const coupons = userCoupons.slice(0, 1)
  const order_id = orderStore.place({ sku, quantity: 1, coupons, split: false })
  const page = openPage('pages/order', { order_id })
  const steps = () => shop.tracker.told.map(({ order_status }) => order_status)
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

test('an order that nobody knows says so', () => {
  startShop()
  expect(words(openPage('pages/order', { order_id: 'nothing' }))).toContain('没有找到这笔订单')
})
