import { age } from '../../../plugin/components/coupon-picker/age'
import { cut } from '../../../plugin/components/coupon-picker/cut'
import { FAILURE_WORDS } from '../../../plugin/components/coupon-picker/failure-words'
import { titleOf } from '../../../plugin/components/coupon-picker/title-of'
import { yuan } from '../../../plugin/components/coupon-picker/yuan'
import { makeCoupon } from './make-coupon'

test.each([
  [0, '0'],
  [8, '8'],
  [12.5, '12.50'],
  [0.07, '0.07'],
  [1234.1, '1234.10'],
  [0.1 + 0.2, '0.30'],
])('%p yuan read %s', (amount, text) => {
  expect(yuan(amount)).toBe(text)
})

test.each([
  [-5000, '刚刚'],
  [59_999, '刚刚'],
  [60_000, '1 分钟前'],
  [59 * 60_000, '59 分钟前'],
  [60 * 60_000, '1 小时前'],
  [25 * 3600_000, '1 天前'],
])('what is %i ms old is from %s', (ms, words) => {
  expect(age(ms)).toBe(words)
})

test.each([
  ['优惠券', 3, '优惠券'],
  ['优惠券满减', 3, '优惠券…'],
  ['🧋🧋🧋', 3, '🧋🧋🧋'],
  ['🧋🧋🧋🧋', 3, '🧋🧋🧋…'],
  ['', 3, ''],
])('%s has at most %i characters: %s', (text, most, short) => {
  expect(cut(text, most)).toBe(short)
})

test('a text of a million characters is cut without looking at all of it', () => {
  const begun = performance.now()
  expect(cut('券'.repeat(1e6), 60)).toBe(`${'券'.repeat(60)}…`)
  expect(performance.now() - begun).toBeLessThan(50)
})

test.each([
  ['满58减8元券', '满58减8元券'],
  ['  ', '优惠券'],
  ['', '优惠券'],
])('a coupon titled %p is called %s', (title, name) => {
  expect(titleOf(makeCoupon({}, { title }))).toBe(name)
})

test('every failure has words of its own', () => {
  const words = Object.values(FAILURE_WORDS)
  expect(new Set(words).size).toBe(words.length)
  for (const one of words) expect(one).toMatch(/^[\u4e00-\u9fff，]{4,}$/)
})
