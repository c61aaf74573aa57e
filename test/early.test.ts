import { OFFLINE } from './kit/collector'
import { change, createPhone, OPTIONS, openPage, USER } from './kit/phone'

const MINUTE = 60_000
let warnings: jest.SpyInstance<void, unknown[]>
beforeEach(() => {
  warnings = jest.spyOn(console, 'warn').mockReturnValue()
})
afterEach(() => warnings.mockRestore())

test('what is reported before init is held, and completed by it', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  expect(tracker.trackOrder(change('pay', 'A'))).toEqual({
    queued: [],
    duplicates: [],
    issues: [
      {
        path: 'init',
        expected: expect.stringContaining('init({appId})'),
        received: expect.any(String),
        severity: 'warning',
      },
    ],
  })
  tracker.setUser(USER)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  tracker.init(OPTIONS)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/index',
    time: '1760000000000',
    wx_user: { app_id: 'wx9d4f5f22pa099f82', ...USER },
    chan: { chan_wxapp_scene: 1011 },
  })
})

test('what was captured before init is what it was then, without what init says is secret', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.setUser(USER)
  openPage(tracker, { route: 'pages/order', options: { id: '1', card: 'x' } })
  tracker.trackOrder(change('pay', 'A'))
  openPage(tracker, { route: 'pages/other' })
  await phone.clock.pass(MINUTE)
  tracker.init({ ...OPTIONS, redactQuery: ['card'], titles: { 'pages/order': '订单' } })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/order?id=1',
    page_title: '订单',
    time: '1760000000000',
  })
})

test('a status before init means what init says that it means', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.setUser(USER)
  tracker.trackOrder(change('payed', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  tracker.trackOrder(change('other', 'C'))
  tracker.init({ ...OPTIONS, actionTypes: { pay: null, payed: 'consume' } })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
  expect(tracker.getStatus().unmapped).toEqual({ pay: 1, other: 1 })
})

test('of calls without end before init the first thousand are held, and the others counted', () => {
  const tracker = createPhone().launch()
  for (let i = 0; i < 1_005; i++) tracker.trackOrder(change('pay', `order-${i}`))
  expect(tracker.getStatus().losses).toEqual({ full: 5 })
  tracker.init(OPTIONS)
  expect(tracker.getStatus().queued).toBe(1_000)
})

test('before any page is shown, the page is the one of the entry', async () => {
  const phone = createPhone()
  phone.entry = { scene: 1047, path: 'pages/coupon', query: { batch: '7', phone: '13800000000' } }
  const tracker = phone.launch()
  tracker.init({ ...OPTIONS, titles: { 'pages/coupon': '领券' } })
  tracker.setUser(USER)
  expect(tracker.trackOrder(change('pay', 'A'))).toMatchObject({
    queued: ['consume/A/A-coupon-0'],
    issues: [],
  })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/coupon?batch=7',
    page_title: '领券',
  })
})

test('where no entry can be asked for, the page is the one that appShow is given', async () => {
  const phone = createPhone()
  phone.entry = undefined
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  tracker.setUser(USER)
  tracker.trackOrder(change('pay', 'A'))
  tracker.appShow({
    scene: 1047,
    path: 'pages/coupon',
    query: { batch: '7', phone: '13800000000' },
  })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({ page: 'pages/coupon?batch=7' })
})

test('where appShow is given no path, the page is that of the entry', () => {
  for (const path of [undefined, 7, {}, '']) {
    const tracker = createPhone().launch()
    tracker.appShow({ scene: 1047, path: path as string })
    expect(tracker.getStatus().context.page).toBe('pages/index')
  }
})

test('without any page the event waits for the first one, and the warning says what to wrap', async () => {
  const phone = createPhone()
  phone.entry = { scene: 1011 }
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  tracker.setUser(USER)
  expect(tracker.trackOrder(change('pay', 'A')).issues).toEqual([
    {
      path: 'page',
      expected: expect.stringContaining('page()'),
      received: 'undefined',
      severity: 'warning',
    },
  ])
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  openPage(tracker, { route: 'pages/order', options: { id: '1' } })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/order?id=1',
    time: '1760000000000',
  })
})

test('without any scene the event waits for appShow', async () => {
  const phone = createPhone()
  phone.entry = undefined
  const tracker = phone.start()
  expect(tracker.trackOrder(change('pay', 'A')).issues).toMatchObject([
    { path: 'chan.chan_wxapp_scene', severity: 'warning' },
  ])
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  tracker.appShow({ scene: 1089 })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props.chan).toEqual({ chan_wxapp_scene: 1089 })
})

test('where the scene comes later, what the merchant says of the channel meanwhile is none of the event', async () => {
  const phone = createPhone()
  phone.entry = undefined
  const tracker = phone.start()
  tracker.setChan({ chan_shop_id: '1', chan_shop_name: '南山店' })
  tracker.trackOrder(change('pay', 'A'))
  tracker.setChan({ chan_shop_id: '2', chan_shop_name: '福田店', extra: { of: 'later' } })
  tracker.appShow({ scene: 1037, referrerInfo: { appId: 'wx1' }, query: { chan_id: 'poster' } })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props.chan).toEqual({
    chan_wxapp_scene: 1037,
    chan_refer_app_id: 'wx1',
    chan_id: 'poster',
    chan_shop_id: '1',
    chan_shop_name: '南山店',
  })
})

test('a host that wraps nothing names the page and its title in the call', async () => {
  const phone = createPhone()
  phone.entry = { scene: 1011 }
  const tracker = phone.launch()
  tracker.init({ ...OPTIONS, redactQuery: ['card'], titles: { 'pages/other': '别处' } })
  tracker.setUser(USER)
  const page = '/pages/order?id=1&card=x&phone=13800000000'
  tracker.trackOrder({ ...change('pay', 'A'), page, page_title: '订单' })
  tracker.trackOrder({ ...change('pay', 'B'), page: 'pages/other' })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored.map(({ props }) => [props.page, props.page_title])).toEqual([
    ['pages/order?id=1', '订单'],
    ['pages/other', '别处'],
  ])
})

test('a page that is named stands before the one in front, and does not take its title', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setPageTitle('前面')
  tracker.trackOrder({ ...change('pay', 'A'), page: 'pages/order' })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({ page: 'pages/order' })
  expect(phone.collector.stored[0]?.props.page_title).toBeUndefined()
})

test('the component and the time that are given stand before what is captured', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const component = { component_name: 'given' }
  tracker.trackOrder({ ...change('pay', 'A'), component, time: 1_560_409_473_714 })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({ component, time: '1560409473714' })
})

test.each([-5, 0, 1, 999_999_999_999, 1e13, 8.64e15])(
  'where the phone’s clock says %p, the time has 13 digits',
  async (now) => {
    const phone = createPhone()
    phone.clock.set(now)
    phone.start().trackOrder(change('pay', 'A'))
    await phone.clock.pass(MINUTE)
    expect(phone.collector.stored[0]?.props.time).toMatch(/^\d{13}$/)
  },
)

test('a refusal before init loses what was held, and counts it', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.setUser(USER)
  tracker.trackOrder(change('pay', 'A'))
  tracker.setConsent(false)
  tracker.trackOrder(change('pay', 'B'))
  expect(tracker.getStatus().losses).toEqual({ consent: 2 })
  tracker.setConsent(true)
  tracker.init(OPTIONS)
  tracker.trackOrder(change('pay', 'C'))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/C/C-coupon-0'])
})

test('statuses that mean nothing here are counted by name', () => {
  const tracker = createPhone().start({ actionTypes: { refund: null } })
  const statuses = ['payed', 'PAY', 'payed', 'cancel_pay', '__proto__', 'refund', 4]
  for (const status of statuses) {
    const answer = tracker.trackOrder({ ...change('pay', 'A'), order_status: status as string })
    expect(answer).toEqual({ queued: [], duplicates: [], issues: [] })
  }
  const { unmapped, invalid } = tracker.getStatus()
  expect(Object.entries(unmapped)).toEqual([
    ['4', 1],
    ['payed', 2],
    ['PAY', 1],
    ['cancel_pay', 1],
    ['__proto__', 1],
    ['refund', 1],
  ])
  expect(invalid).toBe(0)
})

test('a user of Youshu that the merchant knows is that user', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setUser({ ...USER, local_id: 'of-sr' })
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props.wx_user.local_id).toBe('of-sr')
})

test('an event that waits is that of its own moment when it goes', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  openPage(tracker, { route: 'pages/order' })
  tracker.appShow({ scene: 1047, query: { chan_id: 'A' } })
  tracker.trackOrder(change('pay', 'A'))
  openPage(tracker, { route: 'pages/other' })
  tracker.appShow({ scene: 1089, query: { chan_id: 'B' } })
  phone.collector.answer = { kind: 'accepted' }
  tracker.setUser(USER)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/order',
    chan: { chan_wxapp_scene: 1047, chan_id: 'A' },
    wx_user: USER,
  })
})
