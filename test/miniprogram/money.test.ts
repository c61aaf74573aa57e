import * as fc from 'fast-check'
import { splitDeduction } from '../../cloudfunctions/coupon-gateway/coupon-engine/money'
import { splitFen } from '../../miniprogram/shop/money'

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

const lines = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 })
const cases = lines.chain((weights) =>
  fc.tuple(fc.integer({ min: 0, max: sum(weights) }), fc.constant(weights)),
)

test('the shares add up to the amount, and none is larger than its line', () => {
  fc.assert(
    fc.property(cases, ([fen, weights]) => {
      const shares = splitFen(fen, weights)
      expect(sum(shares)).toBe(fen)
      shares.forEach((share, line) => {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(weights[line] ?? 0)
      })
    }),
  )
})

test('the gateway spreads the same amount in the same way', () => {
  fc.assert(
    fc.property(cases, ([fen, weights]) => {
      expect(splitFen(fen, weights)).toEqual(splitDeduction(fen, weights))
    }),
  )
})

test('one yuan over three equal lines leaves no fen over', () => {
  expect(splitFen(100, [500, 500, 500])).toEqual([34, 33, 33])
})
