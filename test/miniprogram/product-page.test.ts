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

test('a product is ordered at once, with the member coupon, by a tap on its card', async () => {
  const { went, tracker } = startShop()
  const page = openPage('pages/product', { sku_id: 'CYr8t3w' })
  await tap(page, '#order-at-once >>> .card')
  expect(tracker.reported.map(({ coupons }) => coupons[0]?.coupon_id)).toEqual(['SL-WELCOME-300'])
  expect(went).toEqual([`/pages/order?order_id=${tracker.reported[0]?.order_id}`])
})

test('a product that is not sold says so', () => {
  startShop()
  expect(words(openPage('pages/product', { sku_id: 'nothing' }))).toContain('没有找到这件商品')
})

test('the member coupon is offered once: not while another order holds it', async () => {
  const { storage } = startShop()
  await tap(openPage('pages/product', { sku_id: 'CYr8t3w' }), '#order-at-once >>> .card')
  startShop(storage)
  expect(words(openPage('pages/product', { sku_id: 'CYr8t3w' }))).not.toContain('见面礼')
})

test('a product says where it is made and what its delivery costs', () => {
  startShop(new Map([['branch', 'shanlan-chengxi']]))
  const page = openPage('pages/product', { sku_id: 'CYr8t3w' })
  expect(words(page)).toContain('山岚茶铺·城西店')
  // ¥32.50 − ¥3.00 + ¥5.00
  expect(words(page, '#order-at-once')).toContain('¥34.50')
})

test('the card is known to the plugin by name', () => {
  const { tracker } = startShop()
  openPage('pages/product', { sku_id: 'CYr8t3w' })
  expect(tracker.calls).toContainEqual(['component', { component_name: '一键下单卡片' }])
})
