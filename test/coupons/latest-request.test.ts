import { usableCoupons } from '../../plugin/coupons/client'
import { after, answers, createFakeGateway, offline, silent } from '../kit/gateway'
import { CART, evaluated, openCheckout, other } from './open-checkout'

const ANSWER = { best: null, coupons: [evaluated()] }
const OUTDATED = { state: 'outdated' }

test('a newer cart in the same slot outdates the older request at once', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [silent]
  const older = request(CART, 'checkout')
  const newer = request(other(25), 'checkout')
  expect(await older).toEqual(OUTDATED)
  expect(await newer).toMatchObject({ state: 'fresh' })
  expect(clock.pending()).toBe(1)
})

test('and so does the one after it', async () => {
  const { request, fake } = openCheckout()
  fake.next = [silent, silent]
  const first = request(CART, 'checkout')
  const second = request(other(25), 'checkout')
  expect(await first).toEqual(OUTDATED)
  const third = request(other(30), 'checkout')
  expect(await second).toEqual(OUTDATED)
  expect(await third).toMatchObject({ state: 'fresh' })
})

test('in another slot a request is not outdated', async () => {
  const { request } = openCheckout()
  const [one, two] = await Promise.all([request(CART, 'one'), request(other(25), 'two')])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('requests without a slot share one', async () => {
  const { request } = openCheckout()
  const [one, two] = await Promise.all([request(CART), request(other(25))])
  expect([one.state, two.state]).toEqual(['outdated', 'fresh'])
})

test('another gateway is another place', async () => {
  const { request, clock } = openCheckout()
  const theirs = createFakeGateway([])
  const [one, two] = await Promise.all([
    request(CART, 'checkout'),
    usableCoupons(other(25), 'checkout', theirs.gateway, clock),
  ])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('the same cart in the same slot outdates nothing', async () => {
  const { request } = openCheckout()
  const [one, two] = await Promise.all([
    request(CART, 'checkout'),
    request({ ...CART }, 'checkout'),
  ])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('a late answer to an outdated request is still good for its own cart', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [after(2_000, clock, answers(ANSWER))]
  const older = request(CART)
  await request(other(25))
  await clock.pass(2_000)
  expect(await older).toEqual(OUTDATED)
  expect(await request(CART)).toMatchObject({ state: 'fresh', at: clock.now() })
  expect(fake.requests).toHaveLength(2)
})

test('a page that returns to the first cart meanwhile gets the answer that is under way', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [after(2_000, clock, answers(ANSWER)), silent]
  const first = request(CART)
  const second = request(other(25))
  const third = request(CART)
  await clock.pass(2_000)
  expect(await Promise.all([first, second])).toEqual([OUTDATED, OUTDATED])
  expect(await third).toMatchObject({ state: 'fresh' })
  expect(fake.requests).toHaveLength(2)
})

test('a cart that no page waits for any more is not retried', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [after(1_000, clock, offline)]
  void request(CART)
  await request(other(25))
  await clock.pass(11_000)
  expect(fake.requests).toHaveLength(2)
})

test('a page that has its answer no longer waits for that cart', async () => {
  const { request, fake, clock } = openCheckout()
  await request(CART, 'an earlier page')
  await clock.pass(30_000)
  fake.next = [after(1_000, clock, offline)]
  void request(CART, 'checkout')
  await request(other(25), 'checkout')
  await clock.pass(11_000)
  expect(fake.requests).toHaveLength(3)
})

test('a cart that breaks the rules outdates the request before it, too', async () => {
  const quiet = jest.spyOn(console, 'error').mockReturnValue(undefined)
  const { request, fake } = openCheckout()
  fake.next = [silent]
  const older = request(CART)
  expect(await request(other('free'))).toMatchObject({ state: 'failed', reason: 'bad_cart' })
  expect(await older).toEqual(OUTDATED)
  quiet.mockRestore()
})
