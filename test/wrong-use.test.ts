import type { Issue } from '../plugin/event/schema'
import type { createTracker } from '../plugin/tracker'
import { change, createPhone, OPTIONS, openPage, USER } from './kit/phone'

type Tracker = ReturnType<typeof createTracker>
type Change = Parameters<Tracker['trackOrder']>[0]

let errors: jest.SpyInstance<void, unknown[]>
let warnings: jest.SpyInstance<void, unknown[]>
beforeEach(() => {
  errors = jest.spyOn(console, 'error').mockReturnValue()
  warnings = jest.spyOn(console, 'warn').mockReturnValue()
})
afterEach(() => {
  errors.mockRestore()
  warnings.mockRestore()
})
const said = () => errors.mock.calls.map(([text]) => String(text))
const warned = () => warnings.mock.calls.map(([text]) => String(text))

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
  ['with a consent that is no yes or no', { ...OPTIONS, consent: 'yes' }, 'consent'],
  ['with a consent of 0', { ...OPTIONS, consent: 0 }, 'consent'],
  ['with a consent of null', { ...OPTIONS, consent: null }, 'consent'],
  ['with an edition that is none', { ...OPTIONS, edition: 'v2' }, 'edition'],
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

const LEFT_OUT: [what: string, option: object][] = [
  ['a batch of nothing', { batchSize: 0 }],
  ['half a batch', { batchSize: 1.5 }],
  ['titles that are no table', { titles: '结算' }],
  ['keys to redact that are none', { redactQuery: 7 }],
  ['a wx appid that is none', { wxAppId: {} }],
  ['a gateway that is none', { gateway: 'https://gateway.example' }],
]
test.each(LEFT_OUT)('init with %s warns of it, and starts without it', async (_, option) => {
  const phone = createPhone()
  const tracker = phone.start(option)
  expect(said()).toEqual([])
  expect(warned()).toEqual([
    expect.stringContaining(`[coupon-tracker] init: ${Object.keys(option).join()}`),
  ])
  const { queued } = tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.ids()).toEqual(queued)
  expect(phone.collector.stored[0]?.props.wx_user.app_id).toBe('wx9d4f5f22pa099f82')
})

test('of a table of titles a path counts as its route, and a title that is none is left out', async () => {
  const phone = createPhone()
  const titles = { '/pages/checkout': '结算', 'pages/goods': { text: '商品' }, 'pages/home': 7 }
  const tracker = phone.start({ titles })
  expect(warned()).toEqual([expect.stringContaining('init: titles.pages/goods: expected')])
  for (const route of ['pages/checkout', 'pages/goods', 'pages/home']) {
    openPage(tracker, { route })
    tracker.trackOrder(change())
  }
  await phone.clock.pass(1_000)
  expect(phone.collector.stored.map(({ props }) => props.page_title)).toEqual([
    '结算',
    undefined,
    '7',
  ])
})

test('init takes one key to redact, an observable list of them, and a batch in digits', async () => {
  const phone = createPhone()
  for (const redactQuery of ['Card', new Set(['Card']), { length: 1, 0: 'card' }]) {
    const tracker = phone.start({ redactQuery, batchSize: '1' })
    openPage(tracker, { route: 'pages/a', options: { card: 'x', b: '1' } })
    tracker.trackOrder(change('pay', undefined, 2))
    await phone.clock.pass(1_000)
  }
  expect(new Set(phone.collector.stored.map(({ props }) => props.page))).toEqual(
    new Set(['pages/a?b=1']),
  )
  expect(phone.collector.requests.map((batch) => batch.length)).toEqual([1, 1, 1, 1, 1, 1])
  expect([...said(), ...warned()]).toEqual([])
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
    'both order ids',
    { ...ORDER, sub_order_id: 'B' },
    {
      path: 'order_id',
      expected: expect.stringContaining('exactly one') as string,
      received: 'A and B',
    },
  ],
  ['no order id', { ...ORDER, order_id: undefined }, { path: 'order_id', received: 'undefined' }],
]
test.each(CHANGES)(
  '%s is an issue; nothing is sent, nothing is thrown',
  async (_, given, issue) => {
    const phone = createPhone()
    const tracker = phone.start()
    const { queued, duplicates, issues } = track(tracker, given)
    expect([queued, duplicates]).toEqual([[], []])
    expect(issues).toMatchObject([{ ...issue, severity: 'error' }])
    expect(said()).toEqual([expect.stringMatching(/^\[coupon-tracker\] trackOrder/)])
    expect(tracker.getStatus().invalid).toBe(1)
    await phone.clock.pass(60_000)
    expect(phone.collector.requests).toEqual([])
  },
)

const SENSELESS: [what: string, change: object, path: string][] = [
  ['a deduction with its unit', withCoupon({ coupon_deduction: '10元' }), 'coupon_deduction'],
  ['a deduction of NaN', withCoupon({ coupon_deduction: NaN }), 'coupon_deduction'],
  ['an infinite deduction', withCoupon({ coupon_deduction: Infinity }), 'coupon_deduction'],
  ['a negative deduction', withCoupon({ coupon_deduction: -1 }), 'coupon_deduction'],
  ['a time in seconds', { ...ORDER, time: 1_760_000_000 }, 'time'],
  ['a component that is none', { ...ORDER, component: 7 }, 'component'],
]
test.each(SENSELESS)('%s is left out and warned of, and the event goes', async (_, given, path) => {
  const phone = createPhone()
  const { queued, issues } = track(phone.start(), given)
  expect(queued).toEqual(['consume/A/i'])
  expect(issues).toMatchObject([
    { path: expect.stringContaining(path) as string, severity: 'warning' },
  ])
  expect(said()).toEqual([])
  expect(warned()).toEqual([expect.stringContaining(path)])
  await phone.clock.pass(1_000)
  const [event] = phone.collector.stored
  expect(event?.props.component).toBeUndefined()
  expect(event?.props.time).toBe('1760000000000')
  expect(event?.props.coupon_deduction).toBe(path === 'coupon_deduction' ? undefined : 5)
})

test('what most back ends give is sent: numbers for ids, yuan in a text, a time in digits', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const coupons = {
    length: 1,
    0: { coupon_id: 1001, coupon_ins_id: 88, coupon_ins_name: '满减', coupon_deduction: '5.00' },
  }
  const given = { order_status: 'pay', order_id: 20260101, coupons, time: '1760000000000' }
  expect(track(tracker, { ...given, component: 'picker' })).toEqual({
    queued: ['consume/20260101/88'],
    duplicates: [],
    issues: [],
  })
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    order_id: '20260101',
    coupon: { coupon_id: '1001' },
    coupon_instance: { coupon_ins_id: '88', coupon_ins_name: '满减' },
    coupon_deduction: 5,
    time: '1760000000000',
    component: { component_name: 'picker' },
  })
})

test('a bad coupon does not hold back the good ones beside it', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const coupons = [{ ...COUPON, coupon_id: '' }, COUPON, { ...COUPON, coupon_ins_id: {} }]
  const { queued, issues } = track(tracker, { ...ORDER, coupons })
  expect(queued).toEqual(['consume/A/i'])
  expect(issues.map(({ path }) => path)).toEqual([
    'coupons[0].coupon_id',
    'coupons[2].coupon_ins_id',
  ])
})

test('a user that is none is said, and the one before is kept', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setUser({ open_id: '' })
  tracker.setUser(undefined as never)
  expect(said()).toHaveLength(2)
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.wx_user).toMatchObject(USER)
})

test('what makes no sense of a user is left out and warned of, and the user is known', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  tracker.setUser({ open_id: 'o', user_id: 548019854034, tag: [{ tag_id: 'a' }] } as never)
  tracker.setUser({ open_id: 'o', user_id: 548019854034, extra: circle } as never)
  expect([said(), warned().length]).toEqual([[], 2])
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  const wx_user = phone.collector.stored[0]?.props.wx_user
  expect(wx_user).toMatchObject({ open_id: 'o', user_id: '548019854034' })
  expect([wx_user?.tag, wx_user?.extra]).toEqual([undefined, undefined])
})

test('one tag, and an observable list of tags, are tags', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const tag = { tag_id: '1', tag_name: '游客' }
  for (const given of [tag, new Set([tag]), { length: 1, 0: tag }]) {
    tracker.setUser({ open_id: 'o', tag: given } as never)
    tracker.trackOrder(change())
  }
  await phone.clock.pass(1_000)
  expect(phone.collector.stored.map(({ props }) => props.wx_user.tag)).toEqual([
    [tag],
    [tag],
    [tag],
  ])
})

test('what makes no sense of a channel is left out and warned of, and the rest is known', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setChan({ chan_shop_id: 's', chan_shop_name: '南山店' })
  tracker.setChan({ chan_custom: { chan_custom_id: 'x' } } as never)
  tracker.setChan({ chan_id: 7 } as never)
  expect([said(), warned().length]).toEqual([[], 1])
  tracker.trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.chan).toEqual({
    chan_id: '7',
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

test('what was rejected is not printed where it looks like a person’s', () => {
  const tracker = createPhone().start()
  track(tracker, withCoupon({ coupon_deduction: '13800000000元' }))
  track(tracker, { ...ORDER, coupons: ['110101199003070011'] })
  track(tracker, { ...ORDER, page: { tel: '138' }, time: 13800000000 })
  tracker.setUser({ open_id: 'o', tag: '13800000000' } as never)
  tracker.setUser({ open_id: ['oXyz'] } as never)
  track(tracker, { ...ORDER, page: 'https://shop.example/a?access_token=oXyz' })
  const { recent } = tracker.getStatus()
  const printed = [...said(), ...warned(), JSON.stringify(recent)].join()
  expect(printed).toContain('a personal value')
  expect(printed).not.toMatch(/13800000000|1101011990|oXyz/)
})

test('of a cart too what was rejected is not printed where it looks like a person’s', async () => {
  const tracker = createPhone().start({ gateway: async () => ({}) })
  const trade_marks = [{ num: 1, trade_mark: '1', price: '13800000000 王' }]
  const outcome = await tracker.usableCoupons({ type_cate: 1, trade_marks })
  expect(outcome).toMatchObject({ issues: [{ received: 'a personal value' }] })
  expect(said()).toEqual([expect.stringContaining('a personal value')])
})

test('a list that claims any length does not flood the console', () => {
  const tracker = createPhone().start()
  track(tracker, { ...ORDER, coupons: { length: 1e9 } })
  expect(said()).toHaveLength(20)
  expect(said()[19]).toMatch(/and 980 more/)
  expect(tracker.getStatus().invalid).toBe(1_000)
})
