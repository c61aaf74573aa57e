/** @jest-environment jsdom */
import { openPage, tap, words } from './render'
import { startShop } from './start-shop'

test('the shop window lists the goods with their prices, and a tap opens the product', async () => {
  const { went } = startShop()
  const page = openPage('pages/index')
  expect(words(page)).toContain('云雾乌龙')
  expect(words(page)).toContain('¥26.80')
  await tap(page, '#sku-AOdjf7u')
  expect(went).toEqual(['/pages/product?sku_id=AOdjf7u'])
})

test('the shop window says what to do while there is no order', async () => {
  startShop()
  const page = openPage('pages/index')
  await tap(page, '#show-orders')
  expect(words(page)).toContain('还没有订单')
})
