import type { Issue } from '../plugin/event/schema'
import type { createTracker } from '../plugin/tracker'
import { change, createPhone, OPTIONS, openPage, USER } from './kit/phone'

type Tracker = ReturnType<typeof createTracker>
type Change = Parameters<Tracker['trackOrder']>[0]

let errors: jest.SpyInstance<void, unknown[]>
beforeEach(() => {
  errors = jest.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => errors.mockRestore())
const said = () => errors.mock.calls.map(([text]) => String(text))

const COUPON = { coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n', coupon_deduction: 5 }
const ORDER = { order_status: 'pay', order_id: 'A', coupons: [COUPON] }
/** What only JavaScript can pass. */
const track = (tracker: Tracker, given: unknown) => tracker.trackOrder(given as Change)
const withCoupon = (more: object) => ({ ...ORDER, coupons: [{ ...COUPON, ...more }] })

const INITS: [what: string, options: unknown, path: string][] = [
  ['without options', undefined, ''],
  ['without an appId', {}, 'appId'],
  ['with an empty appId', { appId: '' }, 'appId'],
  ['with an appId that is no string', { appId: 17 }, 'appId'],
  ['with an address that is none', { ...OPTIONS, reportUrl: 'zhls.qq.com' }, 'reportUrl'],
  ['with an unknown action', { ...OPTIONS, actionTypes: { pay: 'paid' } }, 'actionTypes'],
  ['with a batch of nothing', { ...OPTIONS, batchSize: 0 }, 'batchSize'],
  ['with half a batch', { ...OPTIONS, batchSize: 1.5 }, 'batchSize'],
  ['with a consent that is no yes or no', { ...OPTIONS, consent: 'yes' }, 'consent'],
  ['with titles that are no table', { ...OPTIONS, titles: '结算' }, 'titles'],
  ['with one key to redact', { ...OPTIONS, redactQuery: 'phone' }, 'redactQuery'],
  ['with a wx appid that is none', { ...OPTIONS, wxAppId: 17 }, 'wxAppId'],
]
test.each(INITS)('init %s says once what to mend, and stays off', async (_, options, path) => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.init(options as typeof OPTIONS)
  tracker.setUser(USER)
  openPage(tracker)
  expect(said()).toHaveLength(1)
  expect(said()[0]).toContain('[coupon-tracker] init')
  expect(said()[0]).toContain(path)
  expect(tracker.trackOrder(change()).issues).toMatchObject([{ path: 'init' }])
  await phone.clock.pass(60_000)
  expect(phone.collector.requests).toEqual([])
})

test('trackOrder before init is an issue that says so', () => {
  const tracker = createPhone().launch()
  const { queued, issues } = tracker.trackOrder(change())
  expect(queued).toEqual([])
  expect(issues).toEqual([
    {
      path: 'init',
      expected: expect.stringContaining('init({appId})'),
      received: expect.any(String),
    },
  ])
  expect(said()).toHaveLength(1)
})

const CHANGES: [what: string, change: unknown, issue: Partial<Issue>][] = [
  ['nothing', undefined, { path: '', expected: 'an object', received: 'undefined' }],
  ['null', null, { path: '', expected: 'an object', received: 'null' }],
  ['a text', 'pay', { path: '', expected: 'an object', received: '"pay"' }],
  [
    'no status',
    { ...ORDER, order_status: undefined },
    { path: 'order_status', received: 'undefined' },
  ],
  [
    'a number for the status',
    { ...ORDER, order_status: 4 },
    { path: 'order_status', received: '4' },
  ],
  ['no coupons', { ...ORDER, coupons: undefined }, { path: 'coupons', received: 'undefined' }],
  [
    'a coupon that is none',
    { ...ORDER, coupons: [null] },
    { path: 'coupons[0]', received: 'null' },
  ],
  [
    'a coupon without its instance',
    withCoupon({ coupon_ins_id: undefined }),
    { path: 'coupons[0].coupon_ins_id', expected: 'a non-empty string', received: 'undefined' },
  ],
  [
    'a coupon with an empty name',
    withCoupon({ coupon_ins_name: '' }),
    { path: 'coupons[0].coupon_ins_name', expected: 'a non-empty string', received: '""' },
  ],
  [
    'a deduction with its unit',
    withCoupon({ coupon_deduction: '10元' }),
    {
      path: 'coupons[0].coupon_deduction',
      expected: 'a number of yuan, 0 or more',
      received: '"10元"',
    },
  ],
  ['a deduction of NaN', withCoupon({ coupon_deduction: NaN }), { received: 'NaN' }],
  ['an infinite deduction', withCoupon({ coupon_deduction: Infinity }), { received: 'Infinity' }],
  ['a negative deduction', withCoupon({ coupon_deduction: -1 }), { received: '-1' }],
  ['a BigInt', withCoupon({ coupon_id: 12n }), { path: 'coupons[0].coupon_id', received: '12' }],
  [
    'both order ids',
    { ...ORDER, sub_order_id: 'B' },
    {
      path: 'order_id',
      expected: expect.stringContaining('exactly one') as string,
      received: 'A and B',
    },
  ],
  ['no order id', { ...ORDER, order_id: undefined }, { path: 'order_id', received: 'undefined' }],
  [
    'a time in seconds',
    { ...ORDER, time: 1_760_000_000 },
    { path: 'time', received: '1760000000' },
  ],
  ['a component that is a text', { ...ORDER, component: 'card' }, { path: 'component' }],
]
test.each(CHANGES)(
  '%s is an issue; nothing is sent, nothing is thrown',
  async (_, given, issue) => {
    const phone = createPhone()
    const tracker = phone.start()
    const { queued, duplicates, issues } = track(tracker, given)
    expect([queued, duplicates]).toEqual([[], []])
    expect(issues).toMatchObject([issue])
    expect(said()).toEqual([expect.stringMatching(/^\[coupon-tracker\] trackOrder/)])
    expect(tracker.getStatus().invalid).toBe(1)
    await phone.clock.pass(60_000)
    expect(phone.collector.requests).toEqual([])
  },
)

test('a bad coupon does not hold back the good ones beside it', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const coupons = [{ ...COUPON, coupon_id: '' }, COUPON, { ...COUPON, coupon_deduction: '1' }]
  const { queued, issues } = track(tracker, { ...ORDER, coupons })
  expect(queued).toEqual(['consume/A/i'])
  expect(issues.map(({ path }) => path)).toEqual([
    'coupons[0].coupon_id',
    'coupons[2].coupon_deduction',
  ])
})

test('without a wrapped page in front there is an issue that says what to wrap', () => {
  const tracker = createPhone().launch()
  tracker.init(OPTIONS)
  expect(tracker.trackOrder(change()).issues).toMatchObject([
    { path: 'page', expected: expect.stringContaining('page()') as string },
  ])
})

test('a user that is none is said, and the one before is kept', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setUser({ open_id: '' })
  tracker.setUser(undefined as never)
  tracker.setUser({ ...USER, tag: [{ tag_id: 'a' }] } as never)
  expect(said()).toHaveLength(3)
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.wx_user).toMatchObject(USER)
  expect(phone.collector.stored[0]?.props.wx_user.tag).toBeUndefined()
})

test('a channel that breaks a rule is said, and the one before is kept', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setChan({ chan_shop_id: 's', chan_shop_name: '南山店' })
  tracker.setChan({ chan_custom: { chan_custom_id: 'x' } } as never)
  tracker.setChan({ chan_id: 7 } as never)
  expect(said()).toHaveLength(2)
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.chan).toEqual({
    chan_wxapp_scene: 1011,
    chan_shop_id: 's',
    chan_shop_name: '南山店',
  })
})

test.each([undefined, null, {}])('a title that is %p is no title', async (title) => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setPageTitle(title as never)
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.page_title).toBeUndefined()
})

test('an extra that JSON cannot hold is said, and the user before is kept', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  tracker.setUser({ open_id: 'another', extra: circle })
  tracker.setUser({ open_id: 'another', extra: { points: 12n } })
  expect(said()).toHaveLength(2)
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.wx_user.open_id).toBe(USER.open_id)
})
