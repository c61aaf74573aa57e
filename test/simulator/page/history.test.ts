import type { Mark } from '../../../simulator/page/history'
import { ID, tellStory } from './story'

const marks = (story: ReturnType<typeof tellStory>) =>
  story.history.items().filter((item): item is Mark => item.type === 'mark')

const call = { kind: 'call', at: 1, page: 'pages/order', saved: [], bytes: 0, ms: 0 } as const

test('one order change is one line, however often it is reported, sent and stored', () => {
  const story = tellStory()
  story.pay()
  story.report('duplicate')
  story.send()
  story.send()
  story.collectorStores()
  story.collectorStores()
  expect(story.history.changes()).toHaveLength(1)
  expect(story.history.get(ID)).toMatchObject({ tries: 2, arrivals: 2, order_status: 'pay' })
})

test('a kill ends the request under way and is remembered by every event that waits', () => {
  const story = tellStory()
  story.pay()
  story.send()
  story.history.killed(story.moment().now)
  const change = story.history.get(ID)
  expect(change).toMatchObject({ sentAt: undefined, kills: 1 })
  expect(change?.steps.map(({ kind, text }) => `${kind} ${text}`.trim())).toEqual([
    'reported pages/order',
    'saved 604 1.2',
    'request killed',
    'killed',
  ])
})

test.each([
  [
    'a status that maps to nothing',
    { order_status: 'PAID', coupons: 1, queued: [], duplicates: [], issues: [] },
    ['markUnmapped', 'PAID'],
  ],
  [
    'an order without a coupon',
    { order_status: 'pay', order_id: 'A', coupons: 0, queued: [], duplicates: [], issues: [] },
    ['markNoCoupon', 'A'],
  ],
  [
    'the same change once more',
    { order_status: 'pay', coupons: 1, queued: [], duplicates: [ID], issues: [] },
    ['markAgain', 'pay'],
  ],
  [
    'a coupon that gave no event',
    {
      order_status: 'pay',
      coupons: 1,
      queued: [],
      duplicates: [],
      issues: [{ path: 'coupons[0].coupon_ins_id', expected: 'a text', received: '2e53' }],
    },
    ['markNoEvent', 'pay', 'coupons[0].coupon_ins_id: a text (2e53)'],
  ],
] as const)('%s leaves a trace in words', (_, answer, text) => {
  const story = tellStory()
  story.history.witness({ ...call, ...answer })
  expect(marks(story).map((mark) => mark.text)).toEqual([text])
})

test('a warning costs no event: it stands on the row', () => {
  const story = tellStory()
  story.report('queued')
  const issues = [
    {
      path: 'coupons[0].coupon_deduction',
      expected: 'yuan',
      received: '10元',
      severity: 'warning',
    },
  ] as const
  const answer = { order_status: 'pay', coupons: 1, queued: [ID], duplicates: [], issues }
  story.history.witness({ ...call, ...answer })
  expect(marks(story)).toEqual([])
  expect(story.history.get(ID)?.warnings).toEqual(issues)
})

test('what waited is told in one line when it arrives, with the longest wait', () => {
  const story = tellStory()
  story.history.setWay('offline')
  story.pay('consume/A/1')
  story.pass(10_000)
  story.pay('consume/A/2')
  story.pass(20_000)
  story.report('accepted', undefined, 'consume/A/1')
  story.report('accepted', undefined, 'consume/A/2')
  expect(marks(story).map((mark) => mark.text)).toEqual([['markCaughtUpText', 2, 30_000]])
})
