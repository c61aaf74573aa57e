/** @jest-environment jsdom */
import { openPage, tap, words } from './render'
import { startShop } from './start-shop'

test('a product shows its price, names the page after itself, and goes to the checkout', async () => {
  const { went, tracker } = startShop()
  const page = openPage('pages/product', { sku_id: 'CYr8t3w' })
  expect(words(page)).toContain('¥32.50')
  expect(tracker.calls).toContainEqual(['setPageTitle', '手冲耶加雪菲'])
  await tap(page, '#buy >>> .van-button')
  expect(went).toEqual(['/pages/checkout?sku_id=CYr8t3w'])
})

test('a product is ordered at once, with the coupon, by a tap on its coupon card', async () => {
  const { went, tracker } = startShop()
  const page = openPage('pages/product', { sku_id: 'CYr8t3w' })
  await tap(page, '#order-at-once >>> .card')
  expect(tracker.told.map(({ coupons }) => coupons[0]?.coupon_id)).toEqual(['SL-WELCOME-300'])
  expect(went).toEqual([`/pages/order?order_id=${tracker.told[0]?.order_id}`])
})

test('a product that is not sold says so', () => {
  startShop()
  expect(words(openPage('pages/product', { sku_id: 'nothing' }))).toContain('没有找到这件商品')
})
