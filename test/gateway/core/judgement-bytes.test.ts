import { assert, array, constantFrom, property, record, string } from 'fast-check'
import { judgementBytes } from '../../../cloudfunctions/coupon-gateway/core/judgement-bytes'
import { evaluateCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/evaluate'
import { readCatalogue } from '../../../cloudfunctions/coupon-gateway/coupon-engine/normalize'
import { cartOf, couponsOf } from '../../bench/gateway/two-hundred-coupons'
import { makeCart } from '../coupon-engine/make-cart'
import { makeCoupon, NOON } from '../coupon-engine/make-coupon'

const plain = (judgement: unknown): string => JSON.stringify(judgement)

test('a judgement written the fast way is the one written the plain way, the first time and later', () => {
  const { coupons } = readCatalogue(JSON.stringify(couponsOf('1', 30)))
  const cart = makeCart(cartOf(5).trade_marks.map(({ price, num }) => [price, num] as const))
  const judgement = evaluateCoupons(coupons, cart, NOON)
  for (let time = 0; time < 2; time += 1)
    expect(judgementBytes(judgement).toString()).toBe(plain(judgement))
})

test('no text in it, however it looks, moves a template to another place', () => {
  const text = constantFrom('"coupon":0}', '\\"coupon":0}', '"coupon":0', '}]', '券', '😀"', ' x')
  const texts = record({ id: text, couponId: text, title: text, more: string() })
  assert(
    property(array(texts, { maxLength: 5 }), (given) => {
      const coupons = given.map(({ id, couponId, title, more }) =>
        makeCoupon({ title, more, coupon: { coupon: 0 } }, { id, couponId }),
      )
      const judgement = evaluateCoupons(coupons, makeCart([[30, 2]]), NOON)
      expect(judgementBytes(judgement).toString()).toBe(plain(judgement))
    }),
  )
})

test('a judgement without coupons is one too', () => {
  expect(judgementBytes({ best: null, coupons: [] }).toString()).toBe('{"best":null,"coupons":[]}')
})
