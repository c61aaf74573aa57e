import { decodeCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { rawCoupon } from './make-coupon'

const whole = { passes: ['0', 12, '12'], breaks: [-1, 1.5, 'many'] }
const words = { passes: ['文字', '6', 6], breaks: [true, {}] }
const time = { passes: [0, 1571068800, '1571068800'], breaks: [1571068800000, 'tomorrow'] }
const ids = { passes: ['390913441022877696', 952], breaks: [390913441022877700, {}] }
const codes = (...listed: number[]) => ({
  passes: [...listed, ...listed.map(String)],
  breaks: [Math.max(...listed) + 1, -1, 'x'],
})
type Row = { passes: unknown[]; breaks: unknown[] }

const piece: Record<string, Row> = {
  id: ids,
  user_id: ids,
  coupon_id: ids,
  start_at: time,
  end_at: time,
  status: codes(0, 1),
  couponId: ids,
}

const template: Record<string, Row> = {
  id: ids,
  type: codes(1, 2),
  title: words,
  total: whole,
  number: whole,
  used: whole,
  amount: words,
  coupon_type: codes(0, 1),
  min_amount_use: { passes: [0, 58, '58.5'], breaks: [-1, '满58元'] },
  number_of_user: whole,
  goods_range_type: codes(0, 1),
  expire_type: codes(0, 1, 2),
  start_at: time,
  end_at: time,
  expire_days: whole,
  desc: words,
  status: codes(0, 1),
  show_page: whole,
  scene_type: codes(1, 2, 3, 4, 5, 6, 7),
  only_coupon: codes(0, 1),
  use_per_person_per_day: whole,
  is_receive: codes(0, 1),
  is_use_time_range: codes(0, 1),
  category: { passes: [0, 2, 3, 4, 5, 6, 7, '8'], breaks: [1, 9, 'cash'] },
  max_num: whole,
  min_num: whole,
  min_num_use: whole,
  multi_range_type: codes(0, 1, 2),
  shop_ids: { passes: ['7559,5809', '["7559"]', ['7559', 5809]], breaks: [true, [{}]] },
  explain_text: words,
  second_max_num: whole,
  goods_range_num: whole,
  coupon_label: words,
  scene_type_desc: words,
  coupon_title: words,
  coupon_amount: words,
  all_coupon_amount: words,
}

const issuePaths = (raw: unknown) => decodeCoupons([raw]).issues.map(({ path }) => path)

describe.each(Object.entries(piece))('the row %s of a user coupon', (field, { passes, breaks }) => {
  test.each(passes)('takes %p', (value) => {
    expect(issuePaths(rawCoupon({}, { [field]: value }))).toEqual([])
  })
  test.each(breaks)('reports that %p breaks it, and keeps the coupon', (value) => {
    const { coupons, issues } = decodeCoupons([rawCoupon({}, { [field]: value })])
    expect(issues).toEqual([
      { path: `[0].${field}`, expected: expect.any(String), received: expect.any(String) },
    ])
    expect(coupons).toHaveLength(1)
    expect(coupons[0]).not.toHaveProperty(field)
  })
})

describe.each(Object.entries(template))('the row coupon.%s', (field, { passes, breaks }) => {
  test.each(passes.map((value) => [value]))('takes %p', (value) => {
    expect(issuePaths(rawCoupon({ [field]: value }))).toEqual([])
  })
  test.each(breaks.map((value) => [value]))(
    'reports that %p breaks it, and keeps the coupon',
    (value) => {
      const { coupons, issues } = decodeCoupons([rawCoupon({ [field]: value })])
      expect(issues).toHaveLength(1)
      expect(issues[0]?.path).toMatch(new RegExp(`^\\[0\\]\\.coupon\\.${field}(\\[0\\])?$`))
      expect(coupons[0]?.coupon).not.toHaveProperty(field)
    },
  )
})

describe('the row coupon', () => {
  test('takes the array of the table as well as the object of its example', () => {
    const raw = rawCoupon()
    expect(decodeCoupons([{ ...raw, coupon: [raw['coupon']] }])).toEqual(decodeCoupons([raw]))
  })
  test('a coupon without its template is reported and left out', () => {
    expect(decodeCoupons([{ ...rawCoupon(), coupon: 'none' }])).toMatchObject({
      coupons: [],
      issues: [{ path: '[0].coupon' }],
    })
  })
})
