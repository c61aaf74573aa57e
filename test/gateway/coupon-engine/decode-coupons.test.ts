import { couponsByUser } from '../../../cloudfunctions/coupon-gateway/lib/catalogue'
import {
  decodeCoupons,
  readCatalogue,
} from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { parseJson } from '../../../cloudfunctions/coupon-gateway/lib/json'
import { makeCoupon, rawCoupon } from './make-coupon'

describe('decoding user coupons', () => {
  test('finds a field whose key has blanks around it', () => {
    const { coupons } = decodeCoupons([
      rawCoupon({ ' number_of_user': '1', 'explain_text ': '每单一张' }),
    ])
    expect(coupons[0]?.coupon).toMatchObject({ number_of_user: 1, explain_text: '每单一张' })
  })

  test('takes an empty field as absent', () => {
    const [coupon] = decodeCoupons([rawCoupon({ category: '', title: null }, { id: ' ' })]).coupons
    expect(coupon).not.toHaveProperty('id')
    expect(coupon?.coupon).not.toHaveProperty('category')
    expect(coupon?.coupon).not.toHaveProperty('title')
  })

  test('an empty field does not erase the same field under a padded key', () => {
    const { coupons } = decodeCoupons([rawCoupon({ ' total': '5', total: '' })])
    expect(coupons[0]?.coupon.total).toBe(5)
  })

  test('keeps fields that the table does not know', () => {
    const { coupons } = decodeCoupons([rawCoupon({ use_category: '满58元可用' })])
    expect(coupons[0]?.coupon).toMatchObject({ use_category: '满58元可用' })
  })

  test('a coupon that cannot be named is reported and left out, and the others stay', () => {
    const nameless = rawCoupon({}, { id: '', couponId: '', coupon_id: '' })
    const { coupons, issues } = decodeCoupons([nameless, rawCoupon(), 'noise'])
    expect(coupons).toHaveLength(1)
    expect(issues.map(({ path }) => path)).toEqual(['[0].id', '[2]'])
  })

  test('a key that means something to JavaScript changes no prototype', () => {
    const hostile = JSON.stringify(rawCoupon()).replace('{', '{"__proto__":{"status":1},')
    const { coupons } = decodeCoupons(parseJson(`[${hostile}]`))
    expect(coupons[0]?.status).toBe(0)
    expect(Object.getPrototypeOf(coupons[0])).toBe(Object.prototype)
    expect(readCatalogue(`[${hostile}]`)).toMatchObject({
      coupons: [],
      issues: [{ expected: 'JSON without keys such as __proto__' }],
    })
  })

  test('a catalogue that is no array, or no JSON, is one issue', () => {
    expect(readCatalogue('{}').issues).toEqual([
      { path: '', expected: 'an array', received: 'object' },
    ])
    expect(readCatalogue('[').issues).toEqual([
      { path: '', expected: 'JSON', received: 'something else at line 1, column 2' },
    ])
  })
})

test('a user sees the own coupons and those that name no user, never those of another', () => {
  const own = makeCoupon({}, { user_id: '1' })
  const all = makeCoupon()
  const other = makeCoupon({}, { user_id: '2' })
  expect(couponsByUser([own, all, other])('1')).toEqual([own, all])
})
