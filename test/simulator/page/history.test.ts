import type { Mark } from '../../../simulator/page/history'
import { ID, createScenario } from './scenario'

const marks = (scenario: ReturnType<typeof createScenario>) =>
  scenario.history.items().filter((item): item is Mark => item.type === 'mark')

const call = { kind: 'call', at: 1, page: 'pages/order', saved: [], bytes: 0, ms: 0 } as const

test('one order change is one line, however often it is reported, sent and stored', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('duplicate')
  scenario.send()
  scenario.send()
  scenario.collectorStores()
  scenario.collectorStores()
  expect(scenario.history.changes()).toHaveLength(1)
  expect(scenario.history.get(ID)).toMatchObject({ tries: 2, arrivals: 2, order_status: 'pay' })
})

test('a kill ends the request under way and is remembered by every event that waits', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.send()
  scenario.history.killed(scenario.moment().now)
  const change = scenario.history.get(ID)
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
  const scenario = createScenario()
  scenario.history.observe({ ...call, ...answer })
  expect(marks(scenario).map((mark) => mark.text)).toEqual([text])
})

test('a warning costs no event: it stands on the row', () => {
  const scenario = createScenario()
  scenario.report('queued')
  const issues = [
    {
      path: 'coupons[0].coupon_deduction',
      expected: 'yuan',
      received: '10元',
      severity: 'warning',
    },
  ] as const
  const answer = { order_status: 'pay', coupons: 1, queued: [ID], duplicates: [], issues }
  scenario.history.observe({ ...call, ...answer })
  expect(marks(scenario)).toEqual([])
  expect(scenario.history.get(ID)?.warnings).toEqual(issues)
})

test('what waited is shown in one line when it arrives, with the longest wait', () => {
  const scenario = createScenario()
  scenario.history.setWay('offline')
  scenario.pay('consume/A/1')
  scenario.pass(10_000)
  scenario.pay('consume/A/2')
  scenario.pass(20_000)
  scenario.report('accepted', undefined, 'consume/A/1')
  scenario.report('accepted', undefined, 'consume/A/2')
  expect(marks(scenario).map((mark) => mark.text)).toEqual([['markCaughtUpText', 2, 30_000]])
})

test('word that comes late stands where it happened, also before events that are caught up', () => {
  const scenario = createScenario()
  const { history, moment } = scenario
  const answered = moment().now
  scenario.pass(100)
  scenario.pay()
  scenario.pass(60_000)
  scenario.report('accepted')
  history.mark('gateway', answered, ['markGatewayNone', 0, 3])
  scenario.pay('consume/B/88')
  scenario.report('accepted', undefined, 'consume/B/88')
  expect(history.items().map((item) => (item.type === 'mark' ? item.kind : item.event_id))).toEqual(
    ['gateway', ID, 'caughtUp', 'consume/B/88'],
  )
  expect(marks(scenario).map(({ text }) => text)).toEqual([
    ['markGatewayNone', 0, 3],
    ['markCaughtUpText', 1, 60_000],
  ])
})

test('an event is reported and then saved, whichever of the two was seen first', () => {
  const scenario = createScenario()
  scenario.report('queued')
  const { at } = scenario.history.get(ID) ?? { at: 0 }
  scenario.history.observe({
    ...call,
    at: at - 1,
    order_status: 'pay',
    coupons: 1,
    queued: [ID],
    duplicates: [],
    issues: [],
  })
  const steps = [...(scenario.history.get(ID)?.steps ?? [])].sort((one, other) => one.at - other.at)
  expect(steps.map(({ kind }) => kind)).toEqual(['reported', 'saved'])
})
