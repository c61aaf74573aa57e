import { array, assert, double, integer, property } from 'fast-check'
import { splitDeduction } from '../../../cloudfunctions/coupon-gateway/embedded/split-deduction'
import vendure from '../../cases/14-vendure-prorate.json'
import yudao from '../../cases/15-yudao-coupon-price.json'

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

const lines = array(integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 100 })

describe('splitting a deduction over lines', () => {
  test.each(vendure.cases)('gives $e for $a over $w (Vendure)', ({ w, a, e }) => {
    expect(splitDeduction(a, w)).toEqual(e)
  })

  test("splits yudao's capped coupon over its matching items as its own calculator does", () => {
    const { coupon, items, expected } = yudao
    const matching = items.filter(({ selected, spu }) => selected && coupon.spuIds.includes(spu))
    const amounts = matching.map(({ price, count }) => price * count)
    expect(splitDeduction(expected.couponPrice, amounts)).toEqual(
      matching.map(
        ({ sku }) => Object.entries(expected.items).find(([id]) => id === `${sku}`)?.[1],
      ),
    )
  })

  test('adds up exactly and gives no line more than its amount', () => {
    assert(
      property(lines, double({ min: 0, max: 1, noNaN: true }), (amounts, share) => {
        const whole = Math.floor(sum(amounts) * share)
        const parts = splitDeduction(whole, amounts)
        expect(sum(parts)).toBe(whole)
        parts.forEach((part, at) => {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(amounts[at] ?? 0)
        })
      }),
    )
  })

  test('gives each line its exact share, rounded up or down by less than one fen', () => {
    assert(
      property(lines, double({ min: 0, max: 1, noNaN: true }), (amounts, share) => {
        const total = sum(amounts)
        const whole = Math.floor(total * share)
        splitDeduction(whole, amounts).forEach((part, at) => {
          // In integers, where no double loses a digit.
          const exact = BigInt(whole) * BigInt(amounts[at] ?? 0)
          const given = BigInt(part) * BigInt(total)
          const off = given > exact ? given - exact : exact - given
          expect(off < BigInt(total) || total === 0).toBe(true)
        })
      }),
    )
  })

  test('stays exact where the products no longer fit into a double', () => {
    expect(splitDeduction(999_999_999_999, [333_333_333_334, 666_666_666_666])).toEqual([
      333_333_333_334, 666_666_666_665,
    ])
  })
})
