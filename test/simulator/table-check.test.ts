import { createCollector } from '../../simulator/server/collector'
import { checkBody } from '../../simulator/table-check'
import { validEvent, validQuery } from './report'

const query = (text: string) => Object.fromEntries(new URLSearchParams(text))

test('an event that follows seed 000 has nothing against it', () => {
  expect(checkBody(validEvent(), new Set())).toEqual([
    {
      event: validEvent(),
      event_id: 'consume/O-1/piece-1',
      duplicate: false,
      edition: 'youshu',
      issues: [],
    },
  ])
})

test('a broken rule is named with its path, what the table wants and what was there', () => {
  const [seen] = checkBody(validEvent({ coupon_deduction: '20' }), new Set())
  expect(seen?.issues).toEqual([
    {
      path: 'props.coupon_deduction',
      expected: expect.stringContaining('number'),
      received: '"20"',
      severity: 'error',
    },
  ])
})

test('each event of an array is checked by itself', () => {
  const seen = checkBody([validEvent(), validEvent({ sub_order_id: 'O-1-1' })], new Set())
  expect(seen.map(({ issues }) => issues.length)).toEqual([0, 1])
})

test('an event is a duplicate if its id was stored before, also within one request', () => {
  const other = validEvent({ extra: { event_id: 'another' } })
  const seen = checkBody([validEvent(), other, other], new Set(['consume/O-1/piece-1']))
  expect(seen.map(({ duplicate }) => duplicate)).toEqual([true, false, true])
})

test.each([null, 7, 'text', {}, [[]]])('what is no event at all is checked too: %j', (body) => {
  const [seen] = checkBody(body, new Set())
  expect(seen?.duplicate).toBe(false)
  expect(seen?.issues).not.toEqual([])
})

test('an event that was refused is no duplicate when it comes again', () => {
  const collector = createCollector()
  const send = () => collector.receive(query(validQuery), validEvent())
  collector.setMode('refuse')
  send()
  collector.setMode('ok')
  send()
  send()
  const duplicates = collector.seen().map(({ events }) => events[0]?.duplicate)
  expect(duplicates).toEqual([false, false, true])
})

test.each([
  [validQuery, []],
  ['timestamp=1760000000&nonce=abc', ['app_id']],
  ['app_id=bi1&timestamp=1760000000000&nonce=abc', ['timestamp']],
  [`app_id=bi1&timestamp=1760000000&nonce=${'n'.repeat(33)}`, ['nonce']],
  ['app_id=&timestamp=now&nonce=', ['app_id', 'timestamp', 'nonce']],
])('the query %s breaks the rules of %j', (text, paths) => {
  const collector = createCollector()
  collector.receive(query(text), validEvent())
  expect(collector.seen()[0]?.queryIssues.map(({ path }) => path)).toEqual(paths)
})

const newer = (type: string, change: object = {}) => ({
  type,
  props: {
    coupon: { coupon_id: 'coupon-1', coupon_name: '满100减20' },
    coupon_batch: { coupon_batch_id: 'batch-1', coupon_batch_name: '满100减20' },
    page: 'pages/order',
    time: '1760000000000',
    wx_user: { app_id: 'wx0000000000000000', open_id: 'o-1' },
    chan: { chan_wxapp_scene: 1047 },
    ...change,
  },
})

test.each(['consume_coupon', 'expose_coupon', 'trigger_coupon', 'get_coupon'])(
  "an event of the vendor's newer table is checked against it: %s",
  (type) => {
    expect(checkBody(newer(type), new Set())).toMatchObject([{ edition: 'datanexus', issues: [] }])
    const [wrong] = checkBody(newer(type, { coupon_batch: { coupon_batch_id: 'x' } }), new Set())
    expect(wrong?.issues.map(({ path }) => path)).toEqual(['props.coupon_batch.coupon_batch_name'])
  },
)

test.each([[{ action_type: 'consume' }], [{ coupon: { coupon_id: 'coupon-1' } }]])(
  'an event that is not wholly of the newer table is checked against the older: %j',
  (change) => {
    expect(checkBody(newer('consume_coupon', change), new Set())).toMatchObject([
      { edition: 'youshu' },
    ])
  },
)
