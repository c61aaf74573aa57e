import { planUpdate } from '../../../cloudfunctions/coupon-gateway/wechat/plan-update'

const TYPE = 'DATE_TYPE_FIX_TIME_RANGE'
const NOW_VALID = { type: TYPE, begin_timestamp: 1_397_577_600, end_timestamp: 1_472_724_261 }

const pathsOf = (date_info: object, current?: object): unknown => {
  const base_info = { date_info }
  const plan = planUpdate({
    card_id: 'c',
    card_type: 'groupon',
    base_info,
    ...(current && { current }),
  })
  return plan.kind === 'done' ? 'sent' : plan.issues.map(({ path }) => path)
}
const known = (date_info: object) => ({ base_info: { date_info } })

test('a range that grows at both ends is sent', () => {
  const wider = { type: TYPE, begin_timestamp: 1_397_577_599, end_timestamp: 1_472_724_262 }
  expect(pathsOf(wider, known(NOW_VALID))).toBe('sent')
})

test.each([
  [
    'begins later',
    { begin_timestamp: NOW_VALID.begin_timestamp + 1 },
    ['base_info.date_info.begin_timestamp'],
  ],
  [
    'ends earlier',
    { end_timestamp: NOW_VALID.end_timestamp - 1 },
    ['base_info.date_info.end_timestamp'],
  ],
])('a range that %s than now is refused', (_what, change, paths) => {
  expect(pathsOf({ ...NOW_VALID, ...change }, known(NOW_VALID))).toEqual(paths)
})

test('the current range may come as strings and with the old number of its type', () => {
  const old = { type: '1', begin_timestamp: '1397577600', end_timestamp: '1472724261' }
  expect(pathsOf({ type: TYPE, end_timestamp: 1_472_724_260 }, known(old))).toEqual([
    'base_info.date_info.end_timestamp',
  ])
  expect(pathsOf({ type: TYPE, end_timestamp: 1_472_724_262 }, known(old))).toBe('sent')
})

test('the current range may be given as base_info alone', () => {
  const shorter = { type: TYPE, end_timestamp: NOW_VALID.end_timestamp - 1 }
  expect(pathsOf(shorter, { date_info: NOW_VALID })).toEqual(['base_info.date_info.end_timestamp'])
})

test('a shorter range is left to WeChat when the current one is not known', () => {
  expect(pathsOf({ ...NOW_VALID, end_timestamp: 1_400_000_000 })).toBe('sent')
})

test('a card that is valid for days after its receipt has no range to change', () => {
  const term = { type: 'DATE_TYPE_FIX_TERM', fixed_term: 30, fixed_begin_term: 0 }
  expect(pathsOf(NOW_VALID, known(term))).toEqual(['base_info.date_info'])
})

test('a range needs an end after its begin, and at least one of them', () => {
  expect(pathsOf({ type: TYPE })).toEqual(['base_info.date_info'])
  expect(pathsOf({ type: TYPE, begin_timestamp: 2, end_timestamp: 2 })).toEqual([
    'base_info.date_info',
  ])
})
