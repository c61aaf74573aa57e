import * as fc from 'fast-check'
import { GROUPS } from './table-groups'
import { TABLE } from './table-rows'

/** A value for a row: one that it takes, one that it does not, or anything at all. */
const valueFor = (good: readonly unknown[], bad: readonly unknown[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: fc.integer({ min: -10_000, max: 2_000_000 }).map((n) => n / 10_000) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.integer({ min: -2, max: 120 }).map((n) => n / 100) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  )

const field = fc
  .constantFrom(...TABLE)
  .chain(([path, good, bad]) => valueFor(good, bad).map((value) => ({ path, value })))

const group = fc.constantFrom(...GROUPS.flatMap(([, whole, parts]) => [whole, whole, ...parts]))

/** Three of four have all that is required: most of them must be right, or the readings agree on rubbish alone. */
const mostly = fc.constantFrom(true, true, true, false)

/**
 * Coupons that are mostly right: the required fields, a few rows with good or bad values, a group or a part of one.
 * Whether it is right is not known here; that is what two readings of the table must agree on.
 */
export const anyCoupon = fc
  .tuple(fc.array(field, { maxLength: 8 }), fc.array(group, { maxLength: 2 }), mostly)
  .map(([fields, groups, complete]) => {
    const coupon: Record<string, unknown> = complete
      ? { external_coupon_id: '1', coupon_name: '券', coupon_type: 1, coupon_sub_type: 4 }
      : {}
    for (const part of groups) Object.assign(coupon, part)
    for (const { path, value } of fields) {
      const [outer = '', inner] = path.split('.')
      const held = coupon[outer]
      coupon[outer] =
        inner === undefined
          ? value
          : { ...(typeof held === 'object' && !Array.isArray(held) ? held : {}), [inner]: value }
    }
    return coupon
  })
