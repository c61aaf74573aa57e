import type { Issue } from '../lib/check'
import { type Coupon, couponFields } from './coupon'
import { schemaPart } from './fields'

/** The path of each key of the input that the valibot schema has no row for, at any depth. */
const undocumented = (schema: unknown, input: unknown, path = ''): string[] => {
  if (typeof input !== 'object' || !input) return []
  const wrapped = schemaPart(schema, 'wrapped')
  if (wrapped) return undocumented(wrapped, input, path)
  const getter = schemaPart(schema, 'getter')
  if (typeof getter === 'function') return undocumented(getter(input), input, path)
  if (Array.isArray(input)) {
    const item = schemaPart(schema, 'item')
    return input.flatMap((value, index) => undocumented(item, value, `${path}[${index}]`))
  }
  const entries = schemaPart(schema, 'entries')
  if (!entries) return []
  return Object.entries(input).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    return Object.hasOwn(entries, key) ? undocumented(schemaPart(entries, key), value, at) : [at]
  })
}

/** Something that the vendor takes and that should be looked at. */
export interface CouponWarning extends Issue {
  readonly code: 'undocumented' | 'looks_like_ratio'
}

/**
 * Undocumented fields pass because an older edition of the table had more: `coupon_codes` stands in the vendor's own
 * example. A discount of at most 1 is probably a ratio where a percentage is meant (0.7 in the same example), but
 * it is never rescaled: 0.7 % is possible too.
 */
export const couponWarnings = (coupon: Coupon): CouponWarning[] => {
  const found = undocumented(couponFields, coupon).map((path): CouponWarning => ({
    code: 'undocumented',
    path,
    expected: "a field of the vendor's table",
    received: 'one that is not: it is passed on as it is',
  }))
  const discount = coupon.discount_coupon
  if (discount !== undefined && discount <= 1)
    found.push({
      code: 'looks_like_ratio',
      path: 'discount_coupon',
      expected: 'a percentage such as 70 for 70 %',
      received: String(discount),
    })
  return found
}
