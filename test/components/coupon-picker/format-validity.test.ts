import { chinaTime, formatValidity } from '../../../plugin/components/coupon-picker/format'

/** A moment in China: seconds. */
const china = (text: string) => Date.parse(`${text}+08:00`) / 1000
const NOW = china('2026-08-04T15:30:00') * 1000

test.each([
  ['2026-08-04T00:00:00', '2026.08.04', '00:00'],
  ['2026-08-04T23:59:59', '2026.08.04', '23:59'],
  ['2024-02-29T07:05:00', '2024.02.29', '07:05'],
  ['2099-12-31T23:59:59', '2099.12.31', '23:59'],
])('%s in China is %s %s, wherever the phone is', (text, date, clock) => {
  expect(chinaTime(china(text))).toMatchObject({ date, clock })
})

test('two moments of one day in China have one day number, also over the midnight of UTC', () => {
  const day = (text: string) => chinaTime(china(text))?.day
  expect(day('2026-08-04T00:00:00')).toBe(day('2026-08-04T23:59:59'))
  expect(day('2026-08-05T00:00:00')).toBe(Number(day('2026-08-04T23:59:59')) + 1)
})

test('a moment that no calendar has is undefined', () => {
  expect(chinaTime(1e15)).toBeUndefined()
})

test.each([
  ['ends in months', undefined, '2026-12-31T23:59:59', '有效期至 2026.12.31', false],
  ['began long ago', '2025-01-01T00:00:00', '2026-12-31T23:59:59', '有效期至 2026.12.31', false],
  ['ends in two days', undefined, '2026-08-06T23:59:59', '有效期至 2026.08.06', false],
  ['ends tomorrow', undefined, '2026-08-05T12:00:00', '明天 12:00 到期', true],
  ['ends today', undefined, '2026-08-04T23:59:59', '今天 23:59 到期', true],
  ['ended this morning', undefined, '2026-08-04T09:00:00', '有效期至 2026.08.04', false],
  [
    'begins next month',
    '2026-09-01T00:00:00',
    '2026-12-31T23:59:59',
    '2026.09.01 至 2026.12.31',
    false,
  ],
  ['begins and never ends', '2026-09-01T00:00:00', undefined, '2026.09.01 起可用', false],
  ['has no dates', undefined, undefined, '', false],
])('a coupon that %s shows it', (_, start, end, text, soon) => {
  const dates = { ...(start && { start_at: china(start) }), ...(end && { end_at: china(end) }) }
  expect(formatValidity(dates, NOW)).toEqual({ text, soon })
})

test('dates that no calendar has are not shown', () => {
  expect(formatValidity({ start_at: 1e15, end_at: 1e15 }, NOW).text).toBe('')
})
