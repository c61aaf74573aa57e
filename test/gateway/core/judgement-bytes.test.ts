import { judgementBytes } from '../../../cloudfunctions/coupon-gateway/core/judgement-bytes'
import { Cart } from '../../../cloudfunctions/coupon-gateway/embedded/cart'
import { evaluateCoupons } from '../../../cloudfunctions/coupon-gateway/embedded/evaluate-coupons'
import { parse } from 'valibot'
import { readCatalogue } from '../../../cloudfunctions/coupon-gateway/embedded/read-catalogue'
import { cartOf, couponsOf } from '../bench/two-hundred-coupons'
import { NOW } from '../fakes/ports'

test('a judgement written the fast way reads as one written the plain way, the first time and later', () => {
  const { coupons } = readCatalogue(JSON.stringify(couponsOf('1', 30)))
  const judgement = evaluateCoupons(coupons, parse(Cart, cartOf(5)), NOW)
  for (let time = 0; time < 2; time += 1)
    expect(JSON.parse(judgementBytes(judgement).toString())).toEqual(
      JSON.parse(JSON.stringify(judgement)),
    )
})

test('a judgement without coupons is one too', () => {
  expect(judgementBytes({ best: null, coupons: [] }).toString()).toBe('{"best":null,"coupons":[]}')
})
