import { OFFLINE } from '../../kit/collector'
import { change, createPhone } from '../../kit/phone'
import { viewOf } from './view-of'

const REFUSED = { kind: 'refused', reason: 'code 1: unknown coupon' } as const

beforeEach(() => jest.spyOn(console, 'error').mockReturnValue())

test('a row shows the action, order, coupon, state and what comes next', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = REFUSED
  tracker.trackOrder(change('refund', 'A'))
  await phone.clock.pass(1_000)
  tracker.trackOrder(change('refund', 'A'))
  expect(viewOf(tracker).rows).toEqual([
    {
      key: 'refund_consume/A/A-coupon-0',
      state: 'parked',
      word: '已暂放',
      tone: 'bad',
      title: '退还核销「满 30 减 5」',
      about: '订单 A\n券 A-coupon-0，抵扣 5 元',
      reason: REFUSED.reason,
      hint: expect.stringContaining('重发暂放'),
      time: expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      again: '重复 1 次',
      unsaved: false,
      warning: '',
      whole: true,
    },
  ])
})

test('a sub-order stands in the place of its order', () => {
  const tracker = createPhone().start()
  const { coupons } = change('pay', 'A')
  tracker.trackOrder({ order_status: 'pay', sub_order_id: 'A-1', coupons })
  expect(viewOf(tracker).rows[0]?.about).toContain('订单 A-1\n')
})

test('without its content an event is named by its id', () => {
  const tracker = createPhone().start()
  tracker.setConsent(false)
  tracker.trackOrder(change('pay', 'A'))
  expect(viewOf(tracker).rows).toMatchObject([
    {
      title: '核销',
      about: '订单 A\n券 A-coupon-0',
      reason: '用户没有同意上报（consent）',
      whole: false,
    },
  ])
})

test('an issue shows which call it concerns, and what is wrong', () => {
  const tracker = createPhone().start()
  tracker.setUser({ open_id: '' })
  const [row] = viewOf(tracker).rows
  expect(row).toMatchObject({ word: '未通过检查', title: 'setUser', about: '', whole: false })
  expect(row?.reason).toMatch(/^open_id: expected /)
})

test('the JSON of the opened event is all of it, and of no other event', () => {
  const tracker = createPhone().start()
  tracker.trackOrder(change('pay', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  expect(viewOf(tracker).json).toBe('')
  const { json, opened } = viewOf(tracker, { opened: 'consume/A/A-coupon-0' })
  expect(opened).toBe('consume/A/A-coupon-0')
  expect(JSON.parse(json)).toEqual(tracker.getStatus().recent[0]?.event)
  expect(json).toContain('\n    "action_type": "consume"')
  expect(viewOf(tracker, { opened: 'consume/Z/Z-coupon-0' })).toMatchObject({
    opened: '',
    json: '',
  })
})

test('only a window of the rows is drawn, and the rest is counted', () => {
  const tracker = createPhone().start()
  for (let i = 0; i < 120; i++) tracker.trackOrder(change('pay', `A${i}`))
  const { rows, more, total } = viewOf(tracker)
  expect([rows.length, more, total]).toEqual([50, 70, 120])
  expect(rows[0]?.about).toContain('订单 A119')
  expect(viewOf(tracker, { limit: 150 })).toMatchObject({ more: 0, total: 120 })
})

test('a cleared list shows what happens afterwards, and notes what still waits', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  const { recent } = tracker.getStatus()
  const cleared = recent[recent.length - 1]
  expect(viewOf(tracker, { cleared })).toMatchObject({
    rows: [],
    total: 0,
    empty: '清空之后还没有新的变化。',
  })
  expect(viewOf(tracker, { cleared }).notes).toEqual([
    '清空之前的事件里还有 1 条待发送，没有显示；它们仍会发送。',
  ])
  tracker.trackOrder(change('pay', 'B'))
  expect(viewOf(tracker, { cleared }).rows.map(({ key }) => key)).toEqual(['consume/B/B-coupon-0'])
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(35_000)
  expect(viewOf(tracker, { cleared }).rows.map(({ word }) => word)).toEqual(['已送达', '已送达'])
  expect(viewOf(tracker, { cleared }).notes).toEqual([])
})

test('a list that was cleared long ago shows all that is left of the journal', () => {
  const tracker = createPhone().start()
  tracker.trackOrder(change('pay', 'A'))
  const [cleared] = tracker.getStatus().recent
  for (let i = 0; i < 200; i++) tracker.trackOrder(change('pay', `B${i}`))
  expect(viewOf(tracker, { cleared }).total).toBe(200)
})

test('events of an earlier run are rows once they are tried again; the parked are counted, with the last reason', async () => {
  const phone = createPhone()
  const before = phone.start()
  phone.collector.answer = REFUSED
  before.trackOrder(change('give_order', 'A'))
  await phone.clock.pass(1_000)
  phone.collector.answer = OFFLINE
  before.trackOrder(change('give_order', 'B', 2))
  const tracker = phone.start()
  await phone.clock.pass(1_000)
  expect(viewOf(tracker).rows.map(({ key, word }) => [key, word])).toEqual([
    ['pre_consume/B/B-coupon-1', '稍后重试'],
    ['pre_consume/B/B-coupon-0', '稍后重试'],
  ])
  expect(viewOf(tracker).notes).toEqual([
    `另有 1 条已暂放，没有逐条列出：上次启动留下的，或早于最近的记录。最近一条暂放的原因：${REFUSED.reason}`,
  ])
})

test('what fell out of the journal is counted', () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (let i = 0; i < 230; i++) tracker.trackOrder(change('pay', `A${i}`))
  expect(viewOf(tracker).notes).toEqual([
    '另有 30 条待发送，没有逐条列出：上次启动留下的，或早于最近的记录。',
  ])
})

test('a parked event shows when it is tried again', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = REFUSED
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  const [parked] = tracker.getStatus().parked
  const at = new Date(Number(parked?.retry_at))
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => `${part}`.padStart(2, '0'))
    .join(':')
  expect(viewOf(tracker).rows[0]?.hint).toContain(`${time} 再试`)
})

test('escaped parts of an id read as they were given', () => {
  const tracker = createPhone().start()
  const { coupons } = change('pay', 'A')
  tracker.trackOrder({ order_status: 'pay', sub_order_id: 'A/1~2%', coupons })
  expect(viewOf(tracker).rows[0]?.about).toContain('订单 A/1~2%\n')
})

test('a coupon that was shown is named with its batch, not with an order', () => {
  const tracker = createPhone().start({ edition: 'datanexus' })
  tracker.trackCoupon({
    type: 'expose_coupon',
    coupons: [{ coupon_id: 'batch', coupon_ins_id: 'piece', coupon_ins_name: '春茶券' }],
  })
  expect(viewOf(tracker).rows).toMatchObject([
    { title: '曝光「春茶券」', about: '批次 batch\n券 piece' },
  ])
})
