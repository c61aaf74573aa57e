import type { Coupon, Template } from '../../../plugin/coupons/types'

/** A usable coupon that takes 8 yuan off; the fields that a test is about are given. */
export const makeCoupon = (
  fields: Partial<Omit<Coupon, 'coupon'>> = {},
  template: Partial<Template> = {},
): Coupon => ({
  id: '1',
  coupon_id: '390913441022870001',
  usable: true,
  deduction: 8,
  ...fields,
  coupon: { title: '满58减8元券', ...template },
})

/** Coupons with the ids 1, 2, …, all usable. */
export const makeCoupons = (count: number): Coupon[] =>
  Array.from({ length: count }, (_, i) => makeCoupon({ id: `${i + 1}` }, { title: `券 ${i + 1}` }))
