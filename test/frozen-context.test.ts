import { OFFLINE } from './kit/collector'
import { change, createPhone, openPage, USER } from './kit/phone'

const MINUTE = 60_000

test('an event reported for one user stays that user’s', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  tracker.trackOrder(change('pay', 'A'))
  tracker.setUser({ open_id: 'another' })
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props.wx_user.open_id).toBe(USER.open_id)
})

test('what the merchant changes after the call does not reach the event', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const coupon = { coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n', coupon_deduction: 5 }
  const tag = { tag_id: '1', tag_name: '游客' }
  const extra = { level: { name: 'gold' } }
  tracker.setUser({ ...USER, tag: [tag], extra })
  tracker.trackOrder({ ...change('pay', 'A'), coupons: [coupon] })
  coupon.coupon_deduction = 99
  tag.tag_name = '会员'
  extra.level.name = 'none'
  await phone.clock.pass(1_000)
  const [event] = phone.collector.stored
  expect(event?.props.coupon_deduction).toBe(5)
  expect(event?.props.wx_user).toMatchObject({
    tag: [{ tag_id: '1', tag_name: '游客' }],
    extra: { level: { name: 'gold' } },
  })
})

test('an event delivered tomorrow still names today’s page, title, scene and channel', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start({ titles: { 'pages/order': '订单' } })
  tracker.appShow({ scene: 1011, query: { chan_id: 'A', phone: '13800000000' } })
  openPage(tracker, { route: 'pages/order', options: { order_id: '1', phone: '13800000000' } })
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(24 * 60 * MINUTE)
  tracker.appShow({ scene: 1089, query: { chan_id: 'B' } })
  openPage(tracker, { route: 'pages/index' })
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored[0]?.props).toMatchObject({
    page: 'pages/order?order_id=1',
    page_title: '订单',
    chan: { chan_wxapp_scene: 1011, chan_id: 'A' },
    time: '1760000000000',
  })
  expect(JSON.stringify(phone.collector.requests)).not.toContain('138')
})
