import { OFFLINE } from '../../kit/collector'
import { change, createPhone, OPTIONS, USER } from '../../kit/phone'
import { viewOf } from './view-of'

const REFUSED = { kind: 'refused', reason: 'code 1: unknown coupon' } as const

beforeEach(() => jest.spyOn(console, 'error').mockReturnValue())

type Tracker = Parameters<typeof viewOf>[0]
const counts = (tracker: Tracker) =>
  Object.fromEntries(viewOf(tracker).counts.map(({ word, count }) => [word, count]))

test('the numbers count what is there now and what happened since the launch', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.trackOrder(change('give_order', 'A'))
  tracker.trackOrder(change('give_order', 'A'))
  await phone.clock.pass(1_000)
  phone.collector.answer = REFUSED
  tracker.trackOrder(change('give_order', 'B'))
  await phone.clock.pass(1_000)
  phone.collector.answer = OFFLINE
  tracker.trackOrder(change('give_order', 'C'))
  tracker.trackOrder({ ...change('pay', 'D'), order_id: '' })
  expect(counts(tracker)).toEqual({
    待发送: 1,
    已暂放: 1,
    已送达: 1,
    重复: 1,
    未通过检查: 1,
    已丢弃: 0,
  })
  expect(viewOf(tracker).losses).toEqual([])
})

test('each loss has its reason as text', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.collector.answer = OFFLINE
  tracker.trackOrder(change('pay', 'A', 2))
  await phone.clock.pass(1_000)
  phone.storage.failing.write = true
  tracker.trackOrder(change('pay', 'B'))
  phone.storage.failing.write = false
  await phone.clock.pass(31 * 24 * 3_600_000)
  expect(viewOf(tracker).losses).toEqual([
    '丢弃 3 条：运行满 30 天或暂放满 30 天，仍未送达（expired）',
    '未能存到本机 1 条：只在内存里，关掉小程序就会丢',
  ])
  expect(viewOf(tracker).rows[0]).toMatchObject({ word: '已丢弃', unsaved: false })
})

test('the context shows what an event reported now would have, and what is missing', () => {
  const phone = createPhone()
  const bare = phone.launch()
  bare.init(OPTIONS)
  const lines = (tracker: Tracker) =>
    Object.fromEntries(
      viewOf(tracker, { contextOpened: true }).context.map(({ word, value, missing }) => [
        word,
        [value, missing],
      ]),
    )
  expect(viewOf(bare).context).toEqual([])
  expect(lines(bare)).toMatchObject({
    页面: ['pages/index', ''],
    页面标题: ['', expect.stringContaining('setPageTitle')],
    场景值: ['1011', ''],
    渠道: ['', expect.stringContaining('setChan')],
    用户: [
      expect.stringMatching(/^app_id: wx9d4f5f22pa099f82\nlocal_id: /),
      expect.stringContaining('setUser'),
    ],
    组件: ['', expect.stringContaining('组件')],
  })
  const tracker = phone.start()
  tracker.setPageTitle('确认订单')
  tracker.setChan({ chan_shop_id: 's1', chan_shop_name: '湖滨店' })
  expect(lines(tracker)).toMatchObject({
    页面: ['pages/checkout', ''],
    页面标题: ['确认订单', ''],
    渠道: ['chan_shop_id: s1\nchan_shop_name: 湖滨店', ''],
    用户: [expect.stringContaining(`open_id: ${USER.open_id}`), ''],
  })
  expect(viewOf(tracker).summary).toBe('pages/checkout，场景 1011')
})

test('a status that maps to no action is named', () => {
  const tracker = createPhone().start()
  tracker.trackOrder(change('PAID', 'A'))
  tracker.trackOrder(change('PAID', 'B'))
  expect(viewOf(tracker).losses).toEqual(['状态 PAID 没有对应的动作，没有上报：2 次'])
})
