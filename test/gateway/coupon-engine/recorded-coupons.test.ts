import { decodeCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import recorded from '../../cases/12-zvcms-coupons-naixue.json'
import { makeCart } from './make-cart'
import { NOON, rawCoupon } from './make-coupon'
import { evaluateOne } from './evaluate-one'

const raw = recorded.coupons.map((coupon) => ({ ...rawCoupon({}, { id: coupon.id }), coupon }))

// The carts below name their shop by its id.
const KNOWN = { shopCodeIsId: true }

/** Shop 1234 is not one of the two that are shut out; four pieces for 120.00. */
const cart = makeCart([[30, 4]], { multi_mark: '1234' })
const poor = makeCart([[30, 1]], { multi_mark: '1234' })
const shutOut = makeCart([[30, 4]], { multi_mark: '7559' })
const discounted = makeCart([[30, 4]], { multi_mark: '1234', discount_price: 1 })

test('every recorded coupon decodes, without an issue and with no field lost', () => {
  const { coupons, issues } = decodeCoupons(raw)
  expect(issues).toEqual([])
  expect(coupons).toHaveLength(recorded.coupons.length)
  coupons.forEach(({ coupon }, at) => {
    // `""` is absent; everything else is still there.
    const filled = Object.entries(recorded.coupons[at] ?? {}).filter(([, value]) => value !== '')
    expect(Object.keys(coupon)).toEqual(expect.arrayContaining(filled.map(([key]) => key)))
  })
})

describe.each(recorded.coupons.map((coupon, at) => [coupon.title, coupon, at] as const))(
  '%s',
  (_, coupon, at) => {
    const [piece] = decodeCoupons([raw[at]]).coupons
    if (!piece) throw new Error('not decoded')
    const cash = coupon.category === 0

    test('on a cart that reaches its minimum', () => {
      // The goods of a 买送 coupon are categories, which a cart does not name.
      expect(evaluateOne(piece, cart, NOON, KNOWN)).toMatchObject(
        cash
          ? { usable: true, deduction: coupon.total_amount }
          : { usable: 'unknown', reason: 'goods', deduction: 0 },
      )
    })
    test('on one that does not', () => {
      expect(evaluateOne(piece, poor, NOON, KNOWN)).toMatchObject({
        usable: false,
        deduction: 0,
        reason_text: cash
          ? `还差 ${coupon.min_amount_use - 30}.00 元可用`
          : `至少还差 ${coupon.goods_range_num + coupon.min_num - 1} 件可用`,
      })
    })
    test('in a shop that is shut out', () => {
      expect(evaluateOne(piece, shutOut, NOON, KNOWN)).toMatchObject({
        usable: false,
        reason: 'shop',
      })
    })
    test('beside another promotion', () => {
      expect(evaluateOne(piece, discounted, NOON, KNOWN)).toMatchObject({
        usable: false,
        reason: 'exclusive',
      })
    })
  },
)

test.each([
  ['第2件半价券(mini卡)', 15],
  ['买3赠1券(欢聚卡)', 30],
])('once its goods are known, %s takes %p off four cups at 30.00', (title, deduction) => {
  const goods = [{ trade_mark: 'A' }]
  const {
    categorie_goods: _,
    discount_categorie_goods: __,
    ...coupon
  } = {
    ...recorded.coupons.find((item) => item.title === title),
    categorie_goods: [],
    discount_categorie_goods: [],
    goods,
    discount_goods: goods,
  }
  const [piece] = decodeCoupons([{ ...rawCoupon(), coupon }]).coupons
  expect(piece && evaluateOne(piece, cart, NOON, KNOWN)).toMatchObject({ usable: true, deduction })
})
