import * as fc from 'fast-check'
import { cloudGateway, type Gateway, requestGateway } from '../plugin/coupons/gateway'
import type { createTracker } from '../plugin/tracker'
import { change, createPhone } from './kit/phone'

type Tracker = ReturnType<typeof createTracker>

let errors: jest.SpyInstance<void, unknown[]>
beforeEach(() => {
  errors = jest.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => errors.mockRestore())

const COUPON = { coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n' }
const ORDER = { order_status: 'pay', order_id: 'A', coupons: [COUPON] }
const withCoupon = (more: object) => ({ ...ORDER, coupons: [{ ...COUPON, ...more }] })
const wordless = (): object => Object.create(null) as object
const throwing = (key: string, what: unknown, onto: object = {}): object =>
  Object.defineProperty({ ...onto }, key, {
    get() {
      throw what
    },
  })
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const circle = (): object => {
  const order: Record<string, unknown> = { ...ORDER }
  order['coupons'] = [order]
  return order
}

const HOSTILE: [what: string, given: object][] = [
  ['circular data', circle()],
  ['a getter that throws', throwing('coupons', new Error('theirs'), ORDER)],
  ['a getter that throws what has no words', throwing('order_id', wordless(), ORDER)],
  ['an id that has no words', withCoupon({ coupon_id: wordless() })],
  ['an object that was revoked', revoked()],
]
test.each(HOSTILE)('%s is an issue; nothing is sent, nothing is thrown', async (_, given) => {
  const phone = createPhone()
  const tracker = phone.start()
  const { queued, issues } = tracker.trackOrder(given as Parameters<Tracker['trackOrder']>[0])
  expect(queued).toEqual([])
  expect(issues.length).toBeGreaterThan(0)
  await phone.clock.pass(60_000)
  expect(phone.collector.requests).toEqual([])
  expect(tracker.trackOrder(change()).issues).toEqual([])
})

/** Anything at all, and things that look right at first. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom<unknown>(...HOSTILE.slice(0, -1).map(([, given]) => given)),
  fc.constantFrom<unknown>(
    throwing('onShow', wordless()),
    throwing('behaviors', wordless()),
    throwing('scene', wordless()),
    throwing('page_title', 'theirs'),
    throwing('open_id', Symbol('theirs')),
    Symbol('x'),
    () => {
      throw new Error('theirs')
    },
  ),
  fc.record({ appId: fc.string(), titles: fc.anything(), actionTypes: fc.anything() }),
  fc.record({ open_id: fc.string(), extra: fc.anything({ withBigInt: true }) }),
  fc.record({ scene: fc.anything(), query: fc.anything(), referrerInfo: fc.anything() }),
  fc.record({ methods: fc.anything(), pageLifetimes: fc.anything(), behaviors: fc.anything() }),
  fc.record({
    order_status: fc.constantFrom('pay', 'refund'),
    order_id: fc.anything(),
    coupons: fc.array(fc.record({ coupon_id: fc.anything(), coupon_ins_id: fc.string() })),
  }),
)
const NAMES = [
  'init',
  'setConsent',
  'setUser',
  'setChan',
  'setPageTitle',
  'app',
  'page',
  'component',
  'appShow',
  'appHide',
  'trackOrder',
  'trackCoupon',
  'adopt',
  'wrapApp',
  'wrapPage',
  'wrapComponent',
  'usableCoupons',
  'flush',
  'getStatus',
  'retryRefused',
  'onReport',
] as const
const calls = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.array(anything, { maxLength: 2 })), {
  minLength: 1,
  maxLength: 12,
})

test('no function ever throws, whatever it is given, before init and after', async () => {
  const all = fc.assert(
    fc.property(calls, fc.boolean(), (made, started) => {
      const phone = createPhone()
      const tracker = started ? phone.start() : phone.launch()
      for (const [name, args] of made) {
        const run = tracker[name] as (...args: unknown[]) => unknown
        run(...args)
        const wrap = run as typeof tracker.wrapPage
        if (name.startsWith('wrap')) wrap(() => undefined)(...(args as []))
      }
    }),
    { numRuns: 3_000 },
  )
  expect(all).toBeUndefined()
})

test.each([
  ['requestGateway', requestGateway],
  ['cloudGateway', cloudGateway],
])('%s never throws, whatever it is given: its gateway rejects', async (_, create) => {
  const all = fc.assert(
    fc.asyncProperty(anything, async (given) => {
      const gateway = (create as (options: unknown) => Gateway)(given)
      await expect(gateway('/usable-coupons', {})).rejects.toBeDefined()
    }),
    { numRuns: 300 },
  )
  await expect(all).resolves.toBeUndefined()
})

test('whatever it was given before, a sound order is reported afterwards', async () => {
  const harmless = fc.array(
    fc.tuple(
      fc.constantFrom('trackOrder', 'setUser', 'setChan', 'app', 'page', 'component'),
      fc.array(anything, { maxLength: 2 }),
    ),
    { maxLength: 8 },
  )
  const all = fc.assert(
    fc.property(harmless, (made) => {
      const tracker = createPhone().start()
      for (const [name, args] of made) {
        const run = tracker[name as 'page'] as (...args: unknown[]) => unknown
        run(...args)
      }
      const { queued, duplicates, issues } = tracker.trackOrder(change('pay', 'sound'))
      expect([queued, duplicates, issues]).toEqual([['consume/sound/sound-coupon-0'], [], []])
    }),
    { numRuns: 1_000 },
  )
  expect(all).toBeUndefined()
})
