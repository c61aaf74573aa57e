import {
  type EvaluatedCoupon,
  rankingOf,
} from '../../cloudfunctions/coupon-gateway/coupon-engine/evaluate'
import { decodeCoupons } from '../../plugin/coupons/decode'
import { compactText } from '../gateway/coupon-engine/compact-text'

const PAYABLE_FEN = 2_680

const coupon = (fields: object, title: string) =>
  ({
    couponId: '405537296400020002',
    coupon_id: '390913441022870002',
    deduction: 4.02,
    start_at: 1_735_660_800,
    end_at: 4_102_415_999,
    coupon: { title, coupon_label: '堂食', desc: '仅限到店堂食。' },
    ...fields,
  }) as unknown as EvaluatedCoupon

const refused = { usable: false, deduction: 0, reason: 'minimum', reason_text: '还差 48.00 元' }
const coupons = [
  coupon({ id: '610000000000000001', usable: true }, '堂食八五折券'),
  coupon({ id: '610000000000000002', usable: 'unknown', deduction: 0 }, '神秘礼券'),
  coupon({ id: '610000000000000003', ...refused, couponId: undefined }, '满 108 减 20'),
  coupon({ id: '610000000000000004', ...refused, end_at: undefined }, '满 108 减 20'),
]
const long = { best: '610000000000000001', coupons }
const short: {
  readonly results: readonly object[]
  readonly columns: Readonly<Record<string, readonly unknown[]>>
} = JSON.parse(compactText(rankingOf(long)))

/** As it comes over the wire. */
const sent = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer))

test('the short form of an answer says the same as the long one', () => {
  const decoded = decodeCoupons(short, PAYABLE_FEN, 1)
  expect(decoded).toEqual(decodeCoupons(sent(long), PAYABLE_FEN, 1))
  expect(decoded?.coupons).toHaveLength(coupons.length)
})

test('a row that cannot be understood is left out, and costs no other', () => {
  const { columns, results, ...rest } = short
  const table = {
    ...rest,
    results: [...results, { usable: 'perhaps', deduction: 1 }],
    columns: {
      ...columns,
      id: [...(columns['id'] ?? []), null, 7, 'x', 'y'],
      result: [...(columns['result'] ?? []), 0, 99, results.length, null],
    },
  }
  expect(decodeCoupons(sent(table), PAYABLE_FEN, 1)).toMatchObject({
    best: long.best,
    skipped: 4,
    coupons: coupons.map(({ id }) => ({ id })),
  })
})

test.each([
  { columns: {} },
  { columns: 'id', results: [] },
  { columns: { id: '1' } },
  { columns: { id: ['1'] } },
  { columns: { id: ['1'], result: [0] }, results: 'none' },
  { columns: { id: ['1'], result: [0] }, results: [null] },
])('a table without its parts offers nothing: %j', (body) => {
  expect(decodeCoupons(body, PAYABLE_FEN, 1)?.coupons ?? []).toEqual([])
})
