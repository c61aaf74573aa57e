import {
  FAILURE_TEXTS,
  formatAge,
  formatYuan,
  titleOf,
  truncate,
} from '../../../plugin/components/coupon-picker/format'
import { makeCoupon } from './make-coupon'

test.each([
  [0, '0'],
  [8, '8'],
  [12.5, '12.50'],
  [0.07, '0.07'],
  [1234.1, '1234.10'],
  [0.1 + 0.2, '0.30'],
])('%p yuan read %s', (amount, text) => {
  expect(formatYuan(amount)).toBe(text)
})

test.each([
  [-5000, '刚刚'],
  [59_999, '刚刚'],
  [60_000, '1 分钟前'],
  [59 * 60_000, '59 分钟前'],
  [60 * 60_000, '1 小时前'],
  [25 * 3600_000, '1 天前'],
])('what is %i ms old is from %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})

test.each([
  ['优惠券', 3, '优惠券'],
  ['优惠券满减', 3, '优惠券…'],
  ['🧋🧋🧋', 3, '🧋🧋🧋'],
  ['🧋🧋🧋🧋', 3, '🧋🧋🧋…'],
  ['', 3, ''],
])('%s has at most %i characters: %s', (text, max, short) => {
  expect(truncate(text, max)).toBe(short)
})

test('a text of a million characters is cut after a look at no more than what is shown', () => {
  const text = '券'.repeat(1e6)
  const from = jest.spyOn(Array, 'from')
  const short = truncate(text, 60)
  const looked = from.mock.calls.map(([characters]) => String(characters).length)
  from.mockRestore()
  expect(short).toBe(`${'券'.repeat(60)}…`)
  expect(looked).toEqual([122])
})

test.each([
  ['满58减8元券', '满58减8元券'],
  ['  ', '优惠券'],
  ['', '优惠券'],
])('a coupon titled %p is called %s', (title, name) => {
  expect(titleOf(makeCoupon({}, { title }))).toBe(name)
})

test('every failure has a text of its own', () => {
  const texts = Object.values(FAILURE_TEXTS)
  expect(new Set(texts).size).toBe(texts.length)
  for (const one of texts) expect(one).toMatch(/^[\u4e00-\u9fff，]{4,}$/)
})
