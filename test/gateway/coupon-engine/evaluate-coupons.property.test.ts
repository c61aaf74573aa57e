import {
  anything,
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  property,
  record,
  string,
  tuple,
  uniqueArray,
} from 'fast-check'
import { CouponTemplate } from '../../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import {
  decodeCoupons,
  readCatalogue,
} from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { bestFirst } from '../../../cloudfunctions/coupon-gateway/coupon-engine/evaluate'
import { evaluateCoupons } from '../../kit/evaluate-coupons'
import { rankCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/ranking'
import { decodeCoupons as decodeTable } from '../../../plugin/coupons/decode'
import { compactText } from './compact-text'
import { EvaluationSchema } from './evaluation-schema'
import { lineDeductions } from './line-deductions'
import { check } from '../../../cloudfunctions/coupon-gateway/lib/check'
import { makeCart } from './make-cart'
import { makeCoupon, NOON, rawCoupon } from './make-coupon'
import { evaluateOne } from './evaluate-one'

const carts = record({
  lines: array(
    record({ price: integer({ min: 0, max: 100_000 }), num: integer({ min: 1, max: 20 }) }),
    { maxLength: 10 },
  ),
  discount: integer({ min: 0, max: 5_000 }),
  fee: oneof(constant(undefined), integer({ min: 0, max: 2_000 })),
  type_cate: constantFrom(1, 3),
}).map(({ lines, discount, fee, type_cate }) =>
  makeCart(
    lines.map(({ price, num }) => [(price / 100).toFixed(2), num] as const),
    {
      type_cate,
      discount_price: (discount / 100).toFixed(2),
      ...(fee !== undefined && { delivery_fee: (fee / 100).toFixed(2) }),
    },
  ),
)

const fieldsOf = (given: { key: string; value: unknown }[]) =>
  Object.fromEntries(given.map(({ key, value }) => [key, value]))

/** Coupons that differ in everything that changes an amount. */
const templates = record({
  category: constantFrom(0, 0, 2, 4, 5, 6),
  coupon_type: constantFrom(0, 1),
  amount: oneof(
    integer({ min: 0, max: 20_000 }).map((fen) => (fen / 100).toFixed(2)),
    integer({ min: 0, max: 100 }).map((tenths) => `${tenths / 10}`),
    constant('现金券'),
  ),
  max_num: integer({ min: 0, max: 4 }),
  second_max_num: integer({ min: 0, max: 3 }),
  min_num: integer({ min: 0, max: 4 }),
  goods_range_num: integer({ min: 0, max: 3 }),
  goods: boolean().chain((some) =>
    some ? uniqueArray(constantFrom('A', 'B', 'C', 'Z'), { minLength: 1 }) : constant<string[]>([]),
  ),
}).map(({ goods, ...rest }) => ({
  ...rest,
  goods_range_type: goods.length ? 1 : 0,
  goods: goods.map((trade_mark) => ({ trade_mark })),
}))

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
const inFen = (yuan: string | undefined) => Math.round(Number(yuan ?? 0) * 100)

test('a deduction is never more than there is to pay, and its lines add up to it exactly', () => {
  assert(
    property(templates, carts, (fields, cart) => {
      const coupon = makeCoupon(fields)
      const { deduction, usable } = evaluateOne(coupon, cart)
      const gross = cart.trade_marks.map(({ num, price }) => num * inFen(price))
      const goods = Math.max(0, sum(gross) - inFen(cart.discount_price))
      const fen = Math.round(deduction * 100)
      expect(fen / 100).toBe(deduction)
      const payable = fields.category === 6 ? inFen(cart.delivery_fee) : goods
      expect(usable === true && fen === 0).toBe(false)
      expect(fen).toBeLessThanOrEqual(payable)

      const lines = lineDeductions(coupon, cart)
      lines.forEach((part, at) => {
        expect(part).toBeGreaterThanOrEqual(0)
        expect(part).toBeLessThanOrEqual(gross[at] ?? 0)
      })
      const split = sum(lines)
      expect(split).toBe(usable !== true ? split : fields.category === 6 ? 0 : fen)
    }),
    { numRuns: 1_000 },
  )
})

test('a higher threshold never makes a coupon usable that was not, nor worth more', () => {
  const yuan = integer({ min: 0, max: 500 })
  const pieces = integer({ min: 0, max: 30 })
  assert(
    property(templates, carts, yuan, yuan, pieces, pieces, (fields, cart, a, b, c, d) => {
      const evaluate = (min_amount_use: number, min_num_use: number) =>
        evaluateOne(makeCoupon({ ...fields, min_amount_use, min_num_use }), cart)
      const low = evaluate(Math.min(a, b), Math.min(c, d))
      const high = evaluate(Math.max(a, b), Math.max(c, d))
      const rank = { true: 2, unknown: 1, false: 0 }
      expect(rank[`${high.usable}`]).toBeLessThanOrEqual(rank[`${low.usable}`])
      expect(high.deduction).toBeLessThanOrEqual(low.deduction)
    }),
    { numRuns: 500 },
  )
})

test('whatever the fields hold, the evaluator answers, in the documented form', () => {
  const value = oneof(
    constant(''),
    constantFrom('0', '1', 0, 1, 2, 3, 4, 7, 8, 10 ** 11, 2 ** 53 - 1, '99999999999', '3.14', '-1'),
    string(),
    double(),
    anything({ withBigInt: false }),
  )
  const known = Object.keys(CouponTemplate.entries)
  const noise = array(record({ key: constantFrom(...known), value }), { maxLength: 8 })
  assert(
    property(array(noise), noise, carts, double(), (coupons, piece, cart, now) => {
      const decoded = decodeCoupons(
        coupons.map((given) => rawCoupon(fieldsOf(given), fieldsOf(piece))),
      )
      const evaluation = evaluateCoupons(decoded.coupons, cart, Number.isNaN(now) ? NOON : now)
      expect(check(EvaluationSchema, evaluation)).toEqual([])
      expect(evaluation.coupons).toHaveLength(coupons.length)
    }),
    { numRuns: 500 },
  )
})

test('of many coupons in one list, equal or not, each is decided as it is alone', () => {
  const pieces = record({
    template: integer({ min: 0, max: 2 }),
    status: constantFrom(0, 1),
    start_at: constantFrom(1_735_660_800, 1_795_233_601),
    coupon_id: constantFrom('1', '2'),
    isBroken: constantFrom(false, false, true),
  })
  const kinds = tuple(templates, templates, templates)
  const limit = constantFrom(0, 1)
  assert(
    property(kinds, array(pieces), limit, carts, (fields, held, use_per_person_per_day, cart) => {
      const raw = held.map(({ template, isBroken, ...piece }, at) => ({
        ...rawCoupon(
          { ...fields[template], use_per_person_per_day, ...(isBroken && { scene_type: 'x' }) },
          piece,
        ),
        id: `${at + 1}`,
      }))
      const { coupons } = readCatalogue(JSON.stringify(raw))
      const options = { usesToday: (coupon_id: string) => (coupon_id === '1' ? 1 : 0) }
      const alone = coupons.flatMap(
        (coupon) => evaluateCoupons([coupon], cart, NOON, options).coupons,
      )
      // Twice, because the engine knows the list the second time.
      for (const _ of [1, 2]) {
        const evaluation = evaluateCoupons(coupons, cart, NOON, options)
        expect(evaluation).toEqual(bestFirst(alone))
        const short: unknown = JSON.parse(compactText(rankCoupons(coupons, cart, NOON, options)))
        expect(decodeTable(short, Infinity, 1)).toEqual(
          decodeTable(JSON.parse(JSON.stringify(evaluation)), Infinity, 1),
        )
      }
    }),
    { numRuns: 500 },
  )
})

test('whatever a catalogue holds, it decodes to coupons and issues', () => {
  assert(
    property(oneof(anything(), array(anything())), (input) => {
      const { coupons, issues } = decodeCoupons(input)
      expect(coupons.length + issues.length).toBeGreaterThanOrEqual(
        Array.isArray(input) ? input.length : 1,
      )
    }),
    { numRuns: 500 },
  )
})
