import { change, createPhone, OPTIONS, openPage, USER } from './kit/phone'

const MINUTE = 60_000
/** A run that is initialised and has a page in front, but knows no user yet. */
const startWithoutUser = (phone: ReturnType<typeof createPhone>, options: object = {}) => {
  const tracker = phone.launch()
  tracker.init({ ...OPTIONS, ...options })
  openPage(tracker)
  return tracker
}

test.each([
  ['give_order', 'pre_consume'],
  ['pay', 'consume'],
  ['refund', 'refund_consume'],
])('an order that moves to %s means %s for its coupon', async (status, action) => {
  const phone = createPhone()
  const { queued } = phone.start().trackOrder(change(status, 'A'))
  expect(queued).toEqual([`${action}/A/A-coupon-0`])
  await phone.clock.pass(1_000)
  expect(phone.collector.stored.map(({ props }) => props.action_type)).toEqual([action])
})

test.each(['cancel_give_order', 'cancel_pay', 'payed', 'constructor', '__proto__', 'toString'])(
  'an order that moves to %s reports nothing, and that is no error',
  (status) => {
    const phone = createPhone()
    const tracker = phone.start()
    expect(tracker.trackOrder(change(status))).toEqual({ queued: [], duplicates: [], issues: [] })
    expect(tracker.getStatus()).toMatchObject({ pending: 0, invalid: 0, error: 0 })
  },
)

test('an order without coupons reports nothing, and that is no error, wherever it is reported', () => {
  const phone = createPhone()
  const nothing = { queued: [], duplicates: [], issues: [] }
  expect(phone.start().trackOrder({ ...change(), coupons: [] })).toEqual(nothing)
  const bare = phone.launch()
  bare.init(OPTIONS)
  expect(bare.trackOrder({ order_status: 'pay', coupons: [] })).toEqual(nothing)
})

test('the merchant’s own statuses are laid over ours; null switches one off', () => {
  const phone = createPhone()
  const tracker = phone.start({ actionTypes: { pay: null, payed: 'consume' } })
  const ids = ['give_order', 'pay', 'payed'].map((status) =>
    tracker.trackOrder(change(status, 'A')),
  )
  expect(ids.map(({ queued }) => queued)).toEqual([
    ['pre_consume/A/A-coupon-0'],
    [],
    ['consume/A/A-coupon-0'],
  ])
})

test('the same change reported twice is one event', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const { queued } = tracker.trackOrder(change('pay', 'A'))
  const again = tracker.trackOrder(change('pay', 'A'))
  expect(again).toEqual({ queued: [], duplicates: queued, issues: [] })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(queued)
})

test('events without a user wait, over a restart too, and go once setUser names one', async () => {
  const phone = createPhone()
  startWithoutUser(phone).trackOrder(change('pay', 'A'))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  phone.kill()
  const tracker = startWithoutUser(phone)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  tracker.setUser({ ...USER, user_id: '548019854034', tag: [{ tag_id: '1', tag_name: '游客' }] })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored.map(({ props }) => props.wx_user)).toEqual([
    {
      app_id: 'wx9d4f5f22pa099f82',
      local_id: expect.any(String),
      ...USER,
      user_id: '548019854034',
      tag: [{ tag_id: '1', tag_name: '游客' }],
    },
  ])
})

test('a batch of one is always the single object of seed 000', async () => {
  const phone = createPhone()
  phone.start({ batchSize: 1 }).trackOrder(change('pay', 'A', 3))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests.map((batch) => batch.length)).toEqual([1, 1, 1])
})

test.each([
  [undefined, [10, 10, 10, 10, 10, 10]],
  [25, [25, 25, 10]],
  [1_000, [50, 10]],
])('a batch of %p holds at most so many events, and 50', async (batchSize, sizes) => {
  const phone = createPhone()
  phone.start(batchSize ? { batchSize } : {}).trackOrder(change('pay', 'A', 60))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests.map((batch) => batch.length)).toEqual(sizes)
})

test('the wx appid that is given stands before the phone’s own', async () => {
  const phone = createPhone()
  phone.start({ wxAppId: 'wx-given' }).trackOrder(change())
  await phone.clock.pass(1_000)
  expect(phone.collector.stored[0]?.props.wx_user.app_id).toBe('wx-given')
})

test('the local id is a UUID, made once and kept over restarts', async () => {
  const phone = createPhone()
  phone.start().trackOrder(change())
  await phone.clock.pass(1_000)
  phone.kill()
  phone.start().trackOrder(change())
  await phone.clock.pass(1_000)
  const ids = phone.collector.stored.map(({ props }) => props.wx_user.local_id)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(1)
})

test('flush resolves when what can be sent was sent, and also when nothing can be', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.trackOrder(change())
  const done = tracker.flush()
  await phone.clock.pass(1_000)
  await expect(done).resolves.toBeUndefined()
  expect(tracker.getStatus()).toMatchObject({ pending: 0, accepted: 1 })
  await expect(phone.launch().flush()).resolves.toBeUndefined()
})

test('a login completes a hundred events without asking WeChat for the entry once for each', async () => {
  const phone = createPhone()
  const tracker = startWithoutUser(phone)
  for (let i = 0; i < 100; i++) tracker.trackOrder(change('pay', `order-${i}`))
  phone.entriesAsked = 0
  tracker.setUser(USER)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored).toHaveLength(100)
  expect(phone.entriesAsked).toBeLessThan(20)
})

test('another shop does not go by the name of the one before', () => {
  const tracker = createPhone().start()
  const chan = () => tracker.getStatus().context.chan
  const warnings = jest.spyOn(console, 'warn').mockReturnValue()
  tracker.setChan({ chan_shop_id: 'A', chan_shop_name: '南山店' })
  tracker.setChan({ chan_shop_id: 'B' })
  expect(chan()).not.toHaveProperty('chan_shop_name')
  expect(String(warnings.mock.calls)).toContain('chan_shop_name')
  warnings.mockRestore()
  tracker.setChan({ chan_shop_id: 'B', chan_shop_name: '南山店' })
  expect(chan()).toMatchObject({ chan_shop_id: 'B', chan_shop_name: '南山店' })
})
