import type { UserCoupon } from '../../miniprogram/shop/coupons'
import { priceOrder } from '../../miniprogram/shop/price-order'

const coupon = (off: UserCoupon['off']): UserCoupon => ({
  coupon_id: 'batch',
  coupon_ins_id: `piece-${off.kind}`,
  coupon_ins_name: 'a coupon',
  threshold_fen: 0,
  off,
  until: '',
})

test('what is left to pay is the goods less every deduction', () => {
  const price = priceOrder(
    [2680, 1990],
    [coupon({ kind: 'fen', fen: 300 }), coupon({ kind: 'percent', percent: 10 })],
  )
  expect(price.goods_fen).toBe(4670)
  expect(price.deductions.map(({ fen }) => fen)).toEqual([300, 437])
  expect(price.pay_fen).toBe(4670 - 300 - 437)
})

test('a coupon larger than the goods takes off the goods and no more', () => {
  const price = priceOrder([250], [coupon({ kind: 'fen', fen: 300 })])
  expect(price.deductions[0]?.fen).toBe(250)
  expect(price.pay_fen).toBe(0)
})

test('nothing bought and nothing chosen costs nothing', () => {
  expect(priceOrder([], [])).toEqual({ goods_fen: 0, deductions: [], pay_fen: 0 })
  expect(priceOrder([0, 0], [coupon({ kind: 'fen', fen: 300 })]).deductions[0]?.shares).toEqual([
    0, 0,
  ])
})
