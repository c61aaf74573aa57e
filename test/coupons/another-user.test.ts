import { createFakeGateway, offline } from '../kit/gateway'
import { createPhone, OPTIONS } from '../kit/phone'
import { CART, evaluated } from './open-checkout'

test('another user never sees the coupons of the one before, on the same cart and gateway', async () => {
  const fake = createFakeGateway([evaluated({ coupon: { title: '前一位用户的券' } })])
  const phone = createPhone()
  const tracker = phone.start({ gateway: fake.gateway })
  tracker.setUser({ open_id: 'o-first' })
  expect(await tracker.usableCoupons(CART)).toMatchObject({ state: 'fresh' })
  expect(await tracker.usableCoupons(CART)).toMatchObject({ state: 'fresh' })
  expect(fake.requests).toHaveLength(1)

  tracker.setUser({ open_id: 'o-second' })
  fake.answer = offline
  const requested = tracker.usableCoupons(CART)
  await phone.clock.pass(20_000)
  expect(await requested).toMatchObject({ state: 'failed', reason: 'unreachable' })
})

test('another user whom the adopted SDK alone knows never sees the coupons of the one before', async () => {
  const fake = createFakeGateway([evaluated({ coupon: { title: '前一位用户的券' } })])
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.init({ ...OPTIONS, gateway: fake.gateway })
  let open_id = 'o-first'
  tracker.adopt({ inited: true, track: () => undefined, getWxUserInfo: () => ({ open_id }) })
  for (let i = 0; i < 2; i++)
    expect(await tracker.usableCoupons(CART)).toMatchObject({ state: 'fresh' })
  expect(fake.requests).toHaveLength(1)

  open_id = 'o-second'
  fake.answer = offline
  const requested = tracker.usableCoupons(CART)
  await phone.clock.pass(20_000)
  expect(await requested).toMatchObject({ state: 'failed', reason: 'unreachable' })
})

test('the same user set once more keeps what was remembered', async () => {
  const fake = createFakeGateway([evaluated()])
  const tracker = createPhone().start({ gateway: fake.gateway })
  for (let i = 0; i < 2; i++) {
    tracker.setUser({ open_id: 'o-first' })
    expect(await tracker.usableCoupons(CART)).toMatchObject({ state: 'fresh' })
  }
  expect(fake.requests).toHaveLength(1)
})
