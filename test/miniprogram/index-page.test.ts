/** @jest-environment jsdom */
import { drawn, openPage, tap, words } from './render'
import { startShop } from './start-shop'

interface MemberStore {
  readonly memberStore: { login(): Promise<void> }
}

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

test('another store is one tap away, and is there again after a restart', async () => {
  const { storage } = startShop()
  const page = openPage('pages/index')
  expect(words(page, '.shop-name')).toBe('山岚茶铺·湖滨店')
  await tap(page, '#store-shanlan-chengxi')
  expect(words(page, '.shop-name')).toBe('山岚茶铺·城西店')
  startShop(storage)
  expect(words(openPage('pages/index'), '.shop-name')).toBe('山岚茶铺·城西店')
})

test('a login that found no server says so, until a tap tries again and finds it', async () => {
  const { server } = startShop()
  server.next = 'out of reach'
  const { memberStore } = jest.requireActual<MemberStore>('../../miniprogram/stores/member')
  const page = openPage('pages/index')
  expect(page.querySelector('#login-again')).toBeUndefined()
  await memberStore.login()
  await drawn()
  expect(words(page, '#login-again')).toContain('还没有登录')
  server.next = 'answers'
  await tap(page, '#login-again')
  expect(page.querySelector('#login-again')).toBeUndefined()
})
