import { change, createPhone, OPTIONS, USER } from './kit/phone'

/** As much of the SDK as is asked here. */
const fakeSr = (knows: Record<string, unknown> = {}) => ({
  inited: true,
  track: (_name: string, _data: object): unknown => undefined,
  ...Object.fromEntries(Object.entries(knows).map(([name, known]) => [name, () => known])),
})
const order = (order_status: string, order_id = 'A') => ({
  order: { order_id, order_status },
  sub_orders: [{ sub_order_id: `${order_id}-1` }],
})
const of = (status: string) => `${status}/A/A-coupon-0`

beforeEach(() => {
  for (const name of ['error', 'warn'] as const) jest.spyOn(console, name).mockReturnValue()
})
afterEach(() => jest.restoreAllMocks())

test.each([
  ['the datanexus edition', { edition: 'datanexus' }, 'payed'],
  ['a youshu tenant who switched it off', { actionTypes: { give_order: null } }, 'pay'],
])(
  'an order that %s does not report when it is given is followed all the same',
  async (_, options, paid) => {
    const phone = createPhone()
    const tracker = phone.start(options)
    const sr = tracker.adopt(fakeSr())
    tracker.trackOrder(change('give_order', 'A'))
    sr.track('custom_order', order(paid))
    await phone.clock.pass(60_000)
    const stored = phone.collector.stored.map(({ props }) => props.extra?.['event_id'])
    expect(stored).toEqual([of('consume')])
    expect(tracker.getStatus().unmapped).toEqual({ give_order: 1 })
  },
)

test('a status that is not reported is no error without coupons, and one where they are wrong', () => {
  const tracker = createPhone().start()
  tracker.adopt(fakeSr())
  const cancelled = { order_status: 'cancel_give_order', order_id: 'A' }
  expect(tracker.trackOrder(cancelled as never).issues).toEqual([])
  expect(tracker.trackOrder({ ...cancelled, coupons: [{}] } as never).issues).not.toEqual([])
  expect(tracker.getStatus().unmapped).toEqual({ cancel_give_order: 2 })
})

test('a status that is reported again after a kill is reported, wherever the kill fell', async () => {
  for (let operations = 0; operations < 6; operations++) {
    const phone = createPhone()
    const first = phone.start()
    const sr = first.adopt(fakeSr())
    first.trackOrder(change('give_order', 'A'))
    await phone.clock.pass(60_000)
    phone.killAfter(operations)
    sr.track('custom_order', order('pay'))
    phone.kill()
    phone.start().adopt(fakeSr()).track('custom_order', order('pay'))
    await phone.clock.pass(60_000)
    expect([...new Set(phone.collector.ids())]).toEqual([of('pre_consume'), of('consume')])
  }
})

test('a status whose events could not be stored is reported when it comes again', async () => {
  const phone = createPhone()
  const first = phone.start()
  const sr = first.adopt(fakeSr())
  first.trackOrder(change('give_order', 'A'))
  await phone.clock.pass(60_000)
  for (const lane of ['a', 'b'])
    for (const at of [1, 2, 3]) phone.storage.throwing.add(`youshu-coupon:${lane}${at}`)
  sr.track('custom_order', order('pay'))
  expect(first.getStatus().unsaved).toBe(1)
  phone.kill()
  phone.storage.throwing.clear()
  phone.start().adopt(fakeSr()).track('custom_order', order('pay'))
  await phone.clock.pass(60_000)
  expect(phone.collector.ids()).toEqual([of('pre_consume'), of('consume')])
})

test.each([
  ['the phone does not answer', [null, null]],
  ['it reads as nothing once', [undefined]],
])('orders of earlier runs outlive a moment in which %s', async (_, answers) => {
  const phone = createPhone()
  const first = phone.start()
  first.adopt(fakeSr())
  first.trackOrder(change('pay', 'A'))
  await phone.clock.pass(60_000)
  const second = phone.start()
  second.adopt(fakeSr())
  const { read } = phone.storage
  const left = [...answers]
  phone.storage.read = (key) =>
    key === 'youshu-coupon:o' && left.length ? left.shift() : read(key)
  second.trackOrder(change('pay', 'B'))
  expect(left).toEqual([])
  await phone.clock.pass(60_000)
  const sr = phone.start().adopt(fakeSr())
  sr.track('custom_order', order('refund'))
  await phone.clock.pass(60_000)
  expect(phone.collector.ids()).toContain(of('refund_consume'))
})

test('all sub-orders of a call are followed, however many, also in a later run', async () => {
  const phone = createPhone()
  const first = phone.start()
  first.adopt(fakeSr())
  const { coupons } = change('give_order', 'A', 60)
  const parts = coupons.map((coupon, i) => ({ ...coupon, sub_order_id: `A-${i}` }))
  first.trackOrder({ order_status: 'give_order', coupons: parts })
  await phone.clock.pass(60_000)
  const sr = phone.start().adopt(fakeSr())
  const sub_orders = parts.map(({ sub_order_id }) => ({ sub_order_id }))
  sr.track('custom_order', { order: { order_status: 'pay' }, sub_orders })
  await phone.clock.pass(60_000)
  expect(phone.collector.ids().filter((id) => id.startsWith('consume/'))).toHaveLength(60)
})

test('the page of the SDK has its own title, and not that of the entry', async () => {
  const phone = createPhone()
  const titles = { 'pages/index': '首页', 'pages/pay': '支付' }
  for (const route of ['pages/pay?id=1', 'pages/other', 'pages/index?id=1']) {
    const tracker = phone.launch()
    tracker.init({ ...OPTIONS, titles })
    tracker.setUser(USER)
    tracker.adopt(fakeSr({ getPagePathInfo: route }))
    tracker.trackOrder(change('pay'))
    tracker.trackOrder({ ...change('pay'), page_title: '给的' })
    await phone.clock.pass(60_000)
  }
  const pages = phone.collector.stored.map(({ props }) => [props.page, props.page_title])
  expect(pages).toEqual([
    ['pages/pay?id=1', '支付'],
    ['pages/pay?id=1', '给的'],
    ['pages/other', undefined],
    ['pages/other', '给的'],
    ['pages/index?id=1', '首页'],
    ['pages/index?id=1', '给的'],
  ])
})

test('what looks like a person’s does not leave in the SDK’s channel, into which it copies the query', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const given = {
    chan_id: '13800000000',
    chan_shop_id: 'shop-1',
    chan_shop_name: 'ann@example.com',
  }
  tracker.adopt(fakeSr({ getChanInfo: { ...given, chan_wxapp_scene: 1047 } }))
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(60_000)
  expect(phone.collector.stored[0]?.props.chan).toEqual({ chan_wxapp_scene: 1047 })
})
