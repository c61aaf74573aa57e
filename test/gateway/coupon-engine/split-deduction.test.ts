import { array, assert, integer, property } from 'fast-check'
import { splitDeduction } from '../../../cloudfunctions/coupon-gateway/coupon-engine/money'
import vendure from '../../cases/14-vendure-prorate.json'
import yudao from '../../cases/15-yudao-coupon-price.json'

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

const lines = array(integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 100 })
// A double would be drawn from all exponents, and nearly always be next to nothing.
const shares = integer({ min: 0, max: 1e6 }).map((parts) => parts / 1e6)

/** The same method, where no product loses a digit. */
const inBigIntegers = (whole: number, amounts: readonly number[]): number[] => {
  const total = BigInt(sum(amounts))
  if (whole === 0) return amounts.map(() => 0)
  const products = amounts.map((amount) => BigInt(whole) * BigInt(amount))
  const parts = products.map((product) => Number(product / total))
  const left = whole - sum(parts)
  const order = amounts.map((_, at) => at)
  order.sort((a, b) => Number(((products[b] ?? 0n) % total) - ((products[a] ?? 0n) % total)))
  return parts.map((part, at) => part + (order.indexOf(at) < left ? 1 : 0))
}

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
      property(lines, shares, (amounts, share) => {
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

  test('agrees with largest remainder done in integers of any size', () => {
    assert(
      property(lines, shares, (amounts, share) => {
        const whole = Math.floor(sum(amounts) * share)
        expect(splitDeduction(whole, amounts)).toEqual(inBigIntegers(whole, amounts))
      }),
    )
  })

  test('stays exact where the products no longer fit into a double', () => {
    // Found by search: in floating point the last fen goes to the second line.
    expect(
      splitDeduction(251_497_936_069, [146_131_603_441, 170_970_129_222, 268_352_148_565]),
    ).toEqual([62_774_879_181, 73_444_956_140, 115_278_100_748])
  })
})
