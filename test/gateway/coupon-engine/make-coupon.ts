import { decodeCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import type { UserCoupon } from '../../../cloudfunctions/coupon-gateway/coupon-engine/coupon'

type Fields = Record<string, unknown>

/** 2026-11-21 12:00:00 in China. */
export const NOON = 1_795_233_600_000

/** Six yuan off, any goods, any shop, any scene, valid from 2025 to 2099: nothing stands in its way. */
const template: Fields = {
  id: '952',
  title: '现金券',
  amount: '6',
  coupon_type: 0,
  category: 0,
  status: 1,
  expire_type: 0,
  start_at: 1735660800,
  end_at: 4102415999,
  min_amount_use: 0,
  min_num_use: 0,
  goods_range_type: 0,
  scene_type: 7,
  multi_range_type: 0,
  only_coupon: 0,
  is_use_time_range: 0,
  use_per_person_per_day: 0,
}

/** The raw form, as a catalogue or the vendor would write it. */
export const rawCoupon = (coupon: Fields = {}, piece: Fields = {}): Fields => ({
  id: '610000000000000001',
  coupon_id: '390913441022877696',
  couponId: '405537296400027648',
  start_at: 1735660800,
  end_at: 4102415999,
  status: 0,
  ...piece,
  coupon: { ...template, ...coupon },
})

/** The same, decoded; a field that breaks the table is the test's own mistake. */
export const makeCoupon = (coupon: Fields = {}, piece: Fields = {}): UserCoupon => {
  const { coupons, issues } = decodeCoupons([rawCoupon(coupon, piece)])
  const [made] = coupons
  if (!made || issues.length) throw new Error(JSON.stringify(issues))
  return made
}
