/** @jest-environment jsdom */
import { render, tap } from './render'
import { startShop } from './start-shop'

const coupon = {
  couponInsId: 'piece-1',
  name: '秋茶满减券',
  off: '5',
  unit: '元',
  rule: '满 ¥25.00 可用',
  until: '有效期至 2030.12.31',
}

const show = (more: object = {}) => {
  const { tracker } = startShop()
  const card = render('components/coupon-card/coupon-card', { ...coupon, ...more })
  const chosen: unknown[] = []
  card.addEventListener('choose', ({ detail }) => chosen.push(detail))
  return { tracker, card, chosen }
}

test('the card says what the coupon takes off, when, and until when', () => {
  const { card } = show()
  expect(card.dom.textContent).toContain('5元')
  for (const words of [coupon.name, coupon.rule, coupon.until, '使用']) {
    expect(card.dom.textContent).toContain(words)
  }
})

test('a tap chooses the coupon', async () => {
  const { card, chosen } = show()
  await tap(card, '.card')
  expect(chosen).toEqual([{ coupon_ins_id: 'piece-1' }])
})

test('a chosen card says so', () => {
  const { card } = show({ chosen: true })
  expect(card.querySelector('.mark')?.dom.textContent).toBe('已选')
})

test('a coupon that cannot be used says why, and a tap does nothing', async () => {
  const { card, chosen } = show({ reason: '再买 ¥3.00 可用' })
  expect(card.dom.textContent).toContain('再买 ¥3.00 可用')
  expect(card.querySelector('.mark')).toBeUndefined()
  await tap(card, '.card')
  expect(chosen).toEqual([])
})

test('the card is known to the plugin by name', () => {
  const { tracker } = show()
  expect(tracker.calls).toContainEqual(['component', { component_name: '优惠券卡片' }])
})
