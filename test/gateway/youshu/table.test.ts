import { checkCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'
import qinyer from '../../cases/03-youshu-add_coupon-qinyer.json'
import { aCoupon } from './a-coupon'
import { GROUPS } from './table-groups'
import { TABLE } from './table-rows'

const withField = (path: string, value: unknown): Record<string, unknown> => {
  const [field = '', inner] = path.split('.')
  return aCoupon({ [field]: inner === undefined ? value : { [inner]: value } })
}
const issuesOf = (coupon: unknown) => checkCoupons([coupon]).issues
const codesOf = (coupon: unknown) =>
  checkCoupons([coupon]).warnings.map(({ code, path }) => `${code} ${path}`)
const show = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} characters)` : text
}

describe('each row of the table of add_coupon', () => {
  const good = TABLE.flatMap(([field, values]) => values.map((value) => ({ field, value })))
  const bad = TABLE.flatMap(([field, , values]) => values.map((value) => ({ field, value })))

  test.each(good.map(({ field, value }) => [field, show(value), value]))(
    '%s may be %s',
    (field, _, value) => {
      expect(issuesOf(withField(field, value))).toEqual([])
    },
  )

  test.each(bad.map(({ field, value }) => [field, show(value), value]))(
    '%s may not be %s',
    (field, _, value) => {
      const issues = issuesOf(withField(field, value))
      expect(issues).not.toEqual([])
      for (const { path } of issues) expect(path.startsWith(`coupons[0].${field}`)).toBe(true)
    },
  )

  test.each(['external_coupon_id', 'coupon_name', 'coupon_type', 'coupon_sub_type'])(
    '%s may not be left out',
    (field) => {
      const { [field]: _, ...rest } = aCoupon()
      expect(issuesOf(rest)).toEqual([
        { path: `coupons[0].${field}`, expected: 'a value: it is required', received: 'undefined' },
      ])
    },
  )
})

describe('fields that come together', () => {
  test.each(GROUPS)('%s', (_, whole, parts) => {
    expect(issuesOf(aCoupon(whole))).toEqual([])
    for (const part of parts) expect(issuesOf(aCoupon(part))).not.toEqual([])
  })

  test('a missing partner is asked for where it is missing', () => {
    expect(issuesOf(aCoupon({ start_time: '1572395131732' }))).toEqual([
      {
        path: 'coupons[0].end_time',
        expected: 'given, because start_time is',
        received: 'undefined',
      },
    ])
  })
})

test('all that is wrong with a coupon is reported at once, what it lacks because of another field too', () => {
  const { amount_coupon: _, ...coupon } = aCoupon({
    coupon_name: 1,
    coupon_sub_type: 1,
    start_time: '1572395131732',
    store: { all_stores: 'yes', store_info: [{ store_name: 2 }] },
  })
  expect(issuesOf(coupon).map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
    'coupons[0].coupon_name: string',
    'coupons[0].store.all_stores: boolean',
    'coupons[0].store.store_info[0].store_name: string',
    'coupons[0].store.store_info[0].external_store_id: given, because store_name is',
    'coupons[0].end_time: given, because start_time is',
    'coupons[0].amount_coupon: given, because coupon_sub_type is 1',
  ])
})

describe('what passes with a warning', () => {
  const example = {
    external_coupon_id: '1000000001',
    coupon_name: '7 折优惠',
    promotion_ids: ['1234', '5678'],
    coupon_codes: ['00001', '00002'],
    coupon_type: 1,
    coupon_sub_type: 2,
    plan_count: 1000,
    store_count: 500,
    start_time: '1572395131732',
    end_time: '1572395131732',
    rule_description: '到店消费',
    discount_coupon: 0.7,
    amount_minimum: 0,
    release_status: 1,
    max_coupon_number_per_user: 1,
    product: { sku_ids: ['E1111'] },
    url_list: 'www.tencent.com',
    show_start_time: '1572395131732',
    show_end_time: '1572395131732',
  }

  test("the vendor's own example: its codes are undocumented, its 0.7 looks like a ratio", () => {
    expect(issuesOf(example)).toEqual([])
    expect(codesOf(example)).toEqual([
      'undocumented coupons[0].coupon_codes',
      'looks_like_ratio coupons[0].discount_coupon',
    ])
  })

  test('a coupon of the older edition, undocumented fields inside its objects too', () => {
    const [coupon] = qinyer.body.coupons
    expect(issuesOf(coupon)).toEqual([])
    expect(codesOf(coupon)).toEqual([
      'undocumented coupons[0].coupon_codes',
      'undocumented coupons[0].product.category_ids',
      'looks_like_ratio coupons[0].discount_coupon',
    ])
  })

  test('a discount that is a percentage warns of nothing', () => {
    expect(codesOf(aCoupon({ coupon_sub_type: 2, discount_coupon: 85 }))).toEqual([])
  })
})
