import { usableCoupons } from '../../plugin/coupons/usable-coupons'
import { after, answers, createFakeGateway, offline, silent } from '../fakes/gateway'
import { CART, judged, openCheckout, other } from './ask'

const ANSWER = { best: null, coupons: [judged()] }
const OUTDATED = { state: 'outdated' }

test('a newer cart in the same slot outdates the older question at once', async () => {
  const { ask, fake, clock } = openCheckout()
  fake.next = [silent]
  const older = ask(CART, 'checkout')
  const newer = ask(other(25), 'checkout')
  expect(await older).toEqual(OUTDATED)
  expect(await newer).toMatchObject({ state: 'fresh' })
  expect(clock.pending()).toBe(1)
})

test('and so does the one after it', async () => {
  const { ask, fake } = openCheckout()
  fake.next = [silent, silent]
  const first = ask(CART, 'checkout')
  const second = ask(other(25), 'checkout')
  expect(await first).toEqual(OUTDATED)
  const third = ask(other(30), 'checkout')
  expect(await second).toEqual(OUTDATED)
  expect(await third).toMatchObject({ state: 'fresh' })
})

test('in another slot a question is not outdated', async () => {
  const { ask } = openCheckout()
  const [one, two] = await Promise.all([ask(CART, 'one'), ask(other(25), 'two')])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('those who name no slot share one', async () => {
  const { ask } = openCheckout()
  const [one, two] = await Promise.all([ask(CART), ask(other(25))])
  expect([one.state, two.state]).toEqual(['outdated', 'fresh'])
})

test('another gateway is another place', async () => {
  const { ask, clock } = openCheckout()
  const theirs = createFakeGateway([])
  const [one, two] = await Promise.all([
    ask(CART, 'checkout'),
    usableCoupons(other(25), 'checkout', theirs.gateway, clock),
  ])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('the same cart in the same slot outdates nothing', async () => {
  const { ask } = openCheckout()
  const [one, two] = await Promise.all([ask(CART, 'checkout'), ask({ ...CART }, 'checkout')])
  expect([one.state, two.state]).toEqual(['fresh', 'fresh'])
})

test('a late answer to an outdated question is still good for its own cart', async () => {
  const { ask, fake, clock } = openCheckout()
  fake.next = [after(2_000, clock, answers(ANSWER))]
  const older = ask(CART)
  await ask(other(25))
  await clock.pass(2_000)
  expect(await older).toEqual(OUTDATED)
  expect(await ask(CART)).toMatchObject({ state: 'fresh', at: clock.now() })
  expect(fake.requests).toHaveLength(2)
})

test('who comes back to the first cart meanwhile gets the answer that is under way', async () => {
  const { ask, fake, clock } = openCheckout()
  fake.next = [after(2_000, clock, answers(ANSWER)), silent]
  const first = ask(CART)
  const second = ask(other(25))
  const third = ask(CART)
  await clock.pass(2_000)
  expect(await Promise.all([first, second])).toEqual([OUTDATED, OUTDATED])
  expect(await third).toMatchObject({ state: 'fresh' })
  expect(fake.requests).toHaveLength(2)
})

test('nobody retries for a cart that nobody waits for any more', async () => {
  const { ask, fake, clock } = openCheckout()
  fake.next = [after(1_000, clock, offline)]
  void ask(CART)
  await ask(other(25))
  await clock.pass(11_000)
  expect(fake.requests).toHaveLength(2)
})

test('a page that has its answer no longer waits for that cart', async () => {
  const { ask, fake, clock } = openCheckout()
  await ask(CART, 'an earlier page')
  await clock.pass(30_000)
  fake.next = [after(1_000, clock, offline)]
  void ask(CART, 'checkout')
  await ask(other(25), 'checkout')
  await clock.pass(11_000)
  expect(fake.requests).toHaveLength(3)
})

test('a cart that breaks the rules outdates the question before it, too', async () => {
  const quiet = jest.spyOn(console, 'error').mockReturnValue(undefined)
  const { ask, fake } = openCheckout()
  fake.next = [silent]
  const older = ask(CART)
  expect(await ask(other('free'))).toMatchObject({ state: 'failed', reason: 'bad_cart' })
  expect(await older).toEqual(OUTDATED)
  quiet.mockRestore()
})
