import type { Gateway } from '../../plugin/coupons/gateway'
import { usableCoupons } from '../../plugin/coupons/client'
import { createFakeClock } from '../kit/clock'
import { after, answers, offline, refuses, silent } from '../kit/gateway'
import { CART, evaluated, openCheckout } from './open-checkout'

const ANSWER = { best: null, coupons: [evaluated()] }
const failed = (reason: string) => ({ state: 'failed', reason, issues: [] })

test('the gateway is requested once, and what it says is the answer', async () => {
  const { request, fake, clock } = openCheckout()
  fake.answer = answers({ source: 'embedded', best: '610000000000000001', coupons: [evaluated()] })
  expect(await request()).toEqual({
    state: 'fresh',
    at: clock.now(),
    best: '610000000000000001',
    coupons: [evaluated()],
    skipped: 0,
  })
  expect(fake.requests).toEqual([{ path: '/usable-coupons', body: CART }])
})

test('without a gateway there is nothing to request', async () => {
  expect(await usableCoupons(CART, undefined, undefined, createFakeClock())).toEqual(
    failed('no_gateway'),
  )
})

test('after a lost request it is requested once more, and not at the same moment', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [offline]
  const requested = request()
  await clock.pass(299)
  expect(fake.requests).toHaveLength(1)
  await clock.pass(301)
  expect(fake.requests).toHaveLength(2)
  expect(await requested).toMatchObject({ state: 'fresh', coupons: [{ deduction: 6 }] })
})

test.each([
  ['no connection', offline, 'unreachable', 2],
  ['an error of the gateway', refuses(500), 'unreachable', 2],
  ['an upstream that fails', refuses(502), 'unreachable', 2],
  ["a proxy's page", answers('<html>'), 'malformed', 2],
  ['an answer without coupons', answers({ best: null }), 'malformed', 2],
  ['nothing at all', answers(null), 'malformed', 2],
  ['silence', silent, 'timeout', 2],
  ['a session that has ended', refuses(401), 'unauthorized', 1],
  ['a cart that it does not accept', refuses(422), 'rejected', 1],
  ['too many requests', refuses(429), 'rejected', 1],
])(
  '%s, for good, is a failure with its reason after as many tries as can help',
  async (...given) => {
    const [, answer, reason, tries] = given
    const { answerOn, fake, clock } = openCheckout()
    fake.answer = answer
    expect(await answerOn()).toEqual(failed(reason))
    expect(fake.requests).toHaveLength(tries)
    expect(clock.pending()).toBe(0)
  },
)

test('each try may take five seconds', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [silent, after(4_999, clock, answers(ANSWER))]
  const requested = request()
  await clock.pass(4_999)
  expect(fake.requests).toHaveLength(1)
  await clock.pass(601)
  expect(fake.requests).toHaveLength(2)
  await clock.pass(4_999)
  expect(await requested).toMatchObject({ state: 'fresh' })
})

test('a gateway that takes six seconds is slow, not away: its first answer counts', async () => {
  const { request, fake, clock } = openCheckout()
  fake.answer = after(6_000, clock, answers(ANSWER))
  const requested = request()
  await clock.pass(6_000)
  expect(await requested).toMatchObject({ state: 'fresh' })
})

test('a first try that fails late does not end the second', async () => {
  const { request, fake, clock } = openCheckout()
  fake.next = [after(6_000, clock, offline), after(3_000, clock, answers(ANSWER))]
  const requested = request()
  await clock.pass(10_000)
  expect(await requested).toMatchObject({ state: 'fresh' })
})

test('an answer between the two tries spares the second', async () => {
  const { request, fake, clock } = openCheckout()
  fake.answer = after(5_200, clock, answers(ANSWER))
  const requested = request()
  await clock.pass(60_000)
  expect(await requested).toMatchObject({ state: 'fresh' })
  expect(fake.requests).toHaveLength(1)
})

test('what the gateway does with the body of one try is not sent with the next', async () => {
  const { answerOn, fake } = openCheckout()
  fake.next = [
    (_, body) => {
      Reflect.deleteProperty(body, 'trade_marks')
      return offline('', body)
    },
  ]
  expect(await answerOn()).toMatchObject({ state: 'fresh' })
  expect(fake.requests[1]).toEqual({ path: '/usable-coupons', body: CART })
})

const throwing = (thrown: unknown) => () => {
  throw thrown
}
const evil = {
  get status() {
    throw new Error('no status')
  },
}
// oxlint-disable-next-line unicorn/no-thenable -- that is what the host may give back
const broken = { then: throwing('then') }
const { proxy, revoke } = Proxy.revocable(() => undefined, {})
revoke()

test.each<[string, unknown, string]>([
  ['throws at once', throwing(new Error('broken')), 'unreachable'],
  ['throws something without words', throwing(undefined), 'unreachable'],
  ['throws a refusal at once', throwing({ status: 422 }), 'rejected'],
  ['throws what throws when it is read', throwing(evil), 'unreachable'],
  ['rejects with a symbol as status', throwing({ status: Symbol('401') }), 'unreachable'],
  ['gives back no promise', () => undefined, 'malformed'],
  ['gives back a promise that throws', () => broken, 'unreachable'],
  ['cannot be called any more', proxy, 'unreachable'],
  ['is no function', { post: true }, 'no_gateway'],
])('a gateway that %s breaks nothing', async (_, gateway, reason) => {
  const clock = createFakeClock()
  // A host's JavaScript has no compiler to stop it.
  const requested = usableCoupons(CART, undefined, gateway as Gateway, clock)
  await clock.pass(11_000)
  expect(await requested).toEqual(failed(reason))
})
