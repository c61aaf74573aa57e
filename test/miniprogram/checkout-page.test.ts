/** @jest-environment jsdom */
import { drawn, openPage, type Rendered, tap, words } from './render'
import { startShop } from './start-shop'

const open = () => {
  const shop = startShop()
  return { ...shop, page: openPage('pages/checkout', { sku_id: 'AOdjf7u' }) }
}
const give = (page: Rendered) => tap(page, '#give-order >>> .van-button')

test('reckons one coupon, then two, and lets one go again', async () => {
  const { page } = open()
  await tap(page, '#use-coupon >>> .card')
  expect(words(page, '.total')).toBe('¥23.80')
  await tap(page, '#use-coupon-2 >>> .card')
  expect(words(page, '.total')).toBe('¥21.42')
  await tap(page, '#use-coupon >>> .card')
  expect(words(page, '.total')).toBe('¥24.12')
})

test('allows no third coupon', async () => {
  const { page, toasts } = open()
  for (const card of ['#use-coupon', '#use-coupon-2', '#use-coupon-3']) {
    await tap(page, `${card} >>> .card`)
  }
  expect(toasts).toEqual(['一笔订单最多用 2 张券'])
  expect(words(page, '.total')).toBe('¥21.42')
})

test('says how much is missing for a coupon that does not fit yet', () => {
  const { page } = open()
  expect(words(page, '#use-coupon-5')).toContain('再买 ¥123.20 可用')
})

test('gives the order once, however often the button is tapped, and shows it', async () => {
  const { page, tracker, went } = open()
  await tap(page, '#use-coupon >>> .card')
  await give(page)
  await give(page)
  expect(tracker.told).toHaveLength(1)
  expect(went).toEqual([`/pages/order?order_id=${tracker.told[0]?.order_id}`])
})

test('a split order adds the delivered box and names two sub-orders', async () => {
  const { page, tracker } = open()
  await tap(page, '#split-order >>> .van-switch')
  expect(words(page)).toContain('桂花糕礼盒')
  await tap(page, '#use-coupon >>> .card')
  await give(page)
  expect(new Set(tracker.told[0]?.coupons.map((each) => each.sub_order_id)).size).toBe(2)
})

test('drops a chosen coupon that no longer fits the smaller amount', async () => {
  const { page } = open()
  page.instance['setQuantity']?.({ detail: 6 })
  await drawn()
  await tap(page, '#use-coupon-5 >>> .card')
  expect(words(page, '.total')).toBe('¥140.80')
  page.instance['setQuantity']?.({ detail: 1 })
  await drawn()
  expect(words(page, '.total')).toBe('¥26.80')
})

test('a coupon that is on another open order comes after the usable ones and says so', async () => {
  const { page, storage } = open()
  await tap(page, '#use-coupon >>> .card')
  await give(page)
  startShop(storage)
  const next = openPage('pages/checkout', { sku_id: 'AOdjf7u' })
  expect(words(next, '#use-coupon')).toContain('银卡会员九折券')
  expect(words(next, '#use-coupon-4')).toContain('已用在另一笔订单')
})
