/** The smallest coupon that the table takes. */
export const aCoupon = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  external_coupon_id: '1000000001',
  coupon_name: '兑换券',
  coupon_type: 1,
  coupon_sub_type: 4,
  ...fields,
})

export const coupons = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => aCoupon({ external_coupon_id: `C${index}` }))
