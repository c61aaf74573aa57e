import { OFFLINE } from './kit/collector'
import { change, createPhone, openPage, USER } from './kit/phone'

describe('getStatus', () => {
  test('lists what happened lately, oldest first, each with its whole event', async () => {
    const phone = createPhone()
    const tracker = phone.start()
    const { queued } = tracker.trackOrder(change('pay', 'T7'))
    tracker.trackOrder(change('pay', 'T7'))
    await phone.clock.pass(1_000)
    const { recent } = tracker.getStatus()
    expect(recent.map(({ status, event_id }) => [status, event_id])).toEqual([
      ['queued', queued[0]],
      ['duplicate', queued[0]],
      ['accepted', queued[0]],
    ])
    for (const { event } of recent) expect(event?.props.order_id).toBe('T7')
  })

  test('lists what an earlier run reported and the collector takes now', async () => {
    const phone = createPhone()
    phone.collector.next = [OFFLINE]
    const { queued } = phone.start().trackOrder(change('pay', 'T8'))
    phone.kill()
    const tracker = phone.start()
    await phone.clock.pass(10_000)
    const [last] = tracker.getStatus().recent.slice(-1)
    expect(last).toMatchObject({ status: 'accepted', event_id: queued[0] })
    expect(last?.event?.props.order_id).toBe('T8')
  })

  test('says what of an event was mended or left out, without what is a person’s', async () => {
    jest.spyOn(console, 'warn').mockReturnValue()
    const phone = createPhone()
    const tracker = phone.start()
    const heard: unknown[] = []
    tracker.onReport(({ status, reason }) => heard.push([status, reason]))
    const order = change('pay', 'T9')
    const coupons = order.coupons.map((coupon) => ({
      ...coupon,
      coupon_deduction: '13800138000元',
    }))
    tracker.trackOrder({ ...order, coupons } as never)
    tracker.trackOrder(change('pay', 'T10'))
    await phone.clock.pass(1_000)
    expect(heard).toEqual([
      [
        'queued',
        expect.stringMatching(/^coupons\[0\]\.coupon_deduction: expected .+, received .+$/),
      ],
      ['queued', undefined],
      ['accepted', undefined],
      ['accepted', undefined],
    ])
    expect(JSON.stringify(heard)).not.toContain('13800138000')
    expect(tracker.getStatus().recent[0]).toMatchObject({
      status: 'queued',
      reason: expect.stringContaining('coupon_deduction'),
    })
  })

  test('keeps the last 200 outcomes and no more', () => {
    const tracker = createPhone().start()
    for (let i = 0; i < 250; i++) tracker.trackOrder(change('pay', `order-${i}`))
    const { recent, queued } = tracker.getStatus()
    expect(queued).toBe(250)
    expect(recent).toHaveLength(200)
    expect(recent[199]?.event_id).toContain('order-249')
  })

  test('gives lists of its own: what is done to them changes nothing', () => {
    const tracker = createPhone().start()
    tracker.trackOrder(change())
    tracker.getStatus().recent.length = 0
    expect(tracker.getStatus().recent).toHaveLength(1)
  })

  test('says where an event would happen now, and whose it would be', () => {
    const phone = createPhone()
    phone.entry = { scene: 1047, query: { chan_id: 'poster_1' } }
    const tracker = phone.start()
    openPage(
      tracker,
      { route: 'pages/order', options: { order_id: 'T7' } },
      {},
      { page_title: '订单' },
    )
    expect(tracker.getStatus().context).toMatchObject({
      page: 'pages/order?order_id=T7',
      page_title: '订单',
      chan: { chan_wxapp_scene: 1047, chan_id: 'poster_1' },
      wx_user: USER,
    })
  })

  test('answers although the page’s query cannot be read', () => {
    const phone = createPhone()
    const tracker = phone.start()
    const query = {
      toString() {
        throw new Error('theirs')
      },
    }
    openPage(tracker, { route: 'pages/order', options: { query: query as never } }) // a host without a compiler
    expect(tracker.getStatus()).toMatchObject({ pending: 0, context: {} })
  })

  test('forgets what happened when the user refuses', async () => {
    const phone = createPhone()
    const tracker = phone.start()
    tracker.trackOrder(change())
    await phone.clock.pass(1_000)
    tracker.setConsent(false)
    expect(tracker.getStatus().recent).toEqual([])
  })
})

describe('statuses that are not reported', () => {
  const OTHER = ['tag_like', 'PAY', 'x'.repeat(5_000)]
  test('are counted by name, but for what is a person’s, and not by too many names', () => {
    const phone = createPhone()
    const tracker = phone.start()
    for (const status of [...OTHER, '13800138000', '13900139000', 'PAY'])
      tracker.trackOrder(change(status))
    expect(tracker.getStatus().unmapped).toEqual({
      tag_like: 1,
      PAY: 2,
      ['x'.repeat(100)]: 1,
      'a personal value': 2,
    })
    for (let i = 0; i < 5_000; i++) tracker.trackOrder(change(`made up ${i}`))
    const { unmapped } = tracker.getStatus()
    expect(Object.keys(unmapped).length).toBeLessThan(60)
    expect(Object.values(unmapped).reduce((sum, count) => sum + count, 0)).toBe(5_006)
  })
})

test('an order that is called as a sub-order is named is not taken for it', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const sr = tracker.adopt({ inited: true, track: (_name: string, _data: object) => undefined })
  tracker.trackOrder(change('give_order', 'sub~A'))
  sr.track('custom_order', {
    order: { order_id: 'B', order_status: 'pay' },
    sub_orders: [{ sub_order_id: 'A' }],
  })
  await phone.clock.pass(1_000)
  expect(phone.collector.stored.map(({ props }) => props.action_type)).toEqual(['pre_consume'])
})

test('a channel’s value that cannot be read costs no other', () => {
  jest.spyOn(console, 'warn').mockReturnValue()
  const tracker = createPhone().start()
  tracker.setChan({ chan_id: 'poster' })
  tracker.setChan({
    chan_shop_id: '7',
    chan_shop_name: 'north',
    get chan_custom(): never {
      throw new Error('revoked')
    },
  })
  expect(tracker.getStatus().context.chan).toMatchObject({
    chan_id: 'poster',
    chan_shop_id: '7',
    chan_shop_name: 'north',
  })
})
