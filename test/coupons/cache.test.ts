import { usableCoupons } from '../../plugin/coupons/client'
import { after, answers, createFakeGateway, offline, refuses } from '../kit/gateway'
import { CART, evaluated, openCheckout, other } from './open-checkout'

const SECOND = 1_000

test('the same cart within 30 s needs no second request', async () => {
  const { request, fake, clock } = openCheckout()
  const first = await request()
  await clock.pass(30 * SECOND - 1)
  expect(await request({ ...CART })).toEqual(first)
  expect(fake.requests).toHaveLength(1)
  await clock.pass(1)
  expect(await request()).toMatchObject({ state: 'fresh', at: clock.now() })
  expect(fake.requests).toHaveLength(2)
})

test('carts that cost the same are the same, however their amounts are written', async () => {
  const { request, fake } = openCheckout()
  for (const price of ['18.00', 18, '18', ' 18.0 ', 18.000000001]) await request(other(price))
  expect(fake.requests).toHaveLength(1)
})

test('the same cart in two places at a time is one request', async () => {
  const { request, fake } = openCheckout()
  const [one, two] = await Promise.all([request(CART, 'picker'), request(CART, 'total')])
  expect(one).toEqual(two)
  expect(fake.requests).toHaveLength(1)
})

test('what one page does to its answer, the next does not see', async () => {
  const { request } = openCheckout()
  for (let page = 0; page < 2; page++) {
    const answer = await request()
    if (answer.state !== 'fresh') throw new Error(answer.state)
    for (const { coupon } of answer.coupons) Reflect.set(coupon, 'title', 'changed')
    Reflect.set(answer.coupons, 'length', 0)
  }
  expect(await request()).toMatchObject({ coupons: [{ coupon: { title: '满58减6元券' } }] })
})

test.each([
  ['offline', offline, 'unreachable'],
  ['while the gateway fails', refuses(503), 'unreachable'],
  ['while a proxy answers', answers('<html>'), 'malformed'],
  ['while requests are refused', refuses(429), 'rejected'],
])('%s the last answer on the very same cart is shown as what it is', async (_, answer, reason) => {
  const { answerOn, fake, clock } = openCheckout()
  const at = clock.now()
  await answerOn()
  await clock.pass(60 * SECOND)
  fake.answer = answer
  expect(await answerOn()).toEqual({
    state: 'stale',
    reason,
    at,
    best: null,
    coupons: [evaluated()],
    skipped: 0,
  })
})

test("another cart's answer is never shown: its thresholds and deductions would be wrong", async () => {
  const { answerOn, fake } = openCheckout()
  await answerOn()
  fake.answer = offline
  expect(await answerOn(other(25))).toEqual({ state: 'failed', reason: 'unreachable', issues: [] })
})

test('the gateway is requested anew after a failure, and a good answer ends it', async () => {
  const { answerOn, fake, clock } = openCheckout()
  await answerOn()
  await clock.pass(30 * SECOND)
  fake.next = [offline, offline]
  expect(await answerOn()).toMatchObject({ state: 'stale' })
  expect(await answerOn()).toMatchObject({ state: 'fresh' })
})

test('when the session has ended, nothing of it is shown any more', async () => {
  const { answerOn, fake, clock } = openCheckout()
  await answerOn()
  await clock.pass(30 * SECOND)
  fake.next = [refuses(401), offline, offline]
  expect(await answerOn()).toMatchObject({ state: 'failed', reason: 'unauthorized' })
  expect(await answerOn()).toMatchObject({ state: 'failed', reason: 'unreachable' })
})

test('another gateway does not know the answers of this one', async () => {
  const { request, clock } = openCheckout()
  await request()
  const theirs = createFakeGateway([])
  expect(await usableCoupons(CART, undefined, theirs.gateway, clock)).toMatchObject({ coupons: [] })
})

test('of many carts the last eight are kept', async () => {
  const { answerOn, fake } = openCheckout()
  for (let price = 1; price <= 9; price++) await answerOn(other(price))
  fake.answer = offline
  const states = []
  for (let price = 1; price <= 9; price++) states.push((await answerOn(other(price))).state)
  expect(states).toEqual(['failed', ...Array<string>(8).fill('stale')])
})

test('a cart that is requested again and again is not dropped for its age', async () => {
  const { answerOn, fake, clock } = openCheckout()
  for (let price = 2; price <= 9; price++) {
    await answerOn()
    await answerOn(other(price))
    await clock.pass(30 * SECOND)
  }
  fake.answer = offline
  expect(await answerOn()).toMatchObject({ state: 'stale' })
})

test.each([
  ['an hour back', -3_600 * SECOND],
  ['one second back', -SECOND],
  ['an hour ahead', 3_600 * SECOND],
])('a clock that is set %s makes no answer last longer', async (_, change) => {
  const { request, fake, clock } = openCheckout()
  await request()
  clock.set(clock.now() + change)
  expect(await request()).toMatchObject({ state: 'fresh', at: clock.now() })
  expect(fake.requests).toHaveLength(2)
})

test('a clock that is set back does not stop a request that waits', async () => {
  const { request, fake, clock } = openCheckout()
  fake.answer = after(60_000, clock, answers({ coupons: [] }))
  const requested = request()
  clock.set(0)
  await clock.pass(11_000)
  expect(await requested).toMatchObject({ state: 'failed', reason: 'timeout' })
})
