import type { JudgedCoupon, Judgement } from '../embedded/judgement'

// A catalogue's templates stay as they were read; a vendor's are gone with their answer, and so is what is kept here.
const written = new WeakMap<JudgedCoupon['coupon'], string>()

const templateJson = (template: JudgedCoupon['coupon']): string => {
  const known = written.get(template)
  if (known !== undefined) return known
  const json = JSON.stringify(template)
  written.set(template, json)
  return json
}

const couponJson = ({ coupon, ...verdict }: JudgedCoupon): string =>
  `${JSON.stringify(verdict).slice(0, -1)},"coupon":${templateJson(coupon)}}`

/**
 * An answer as JSON. Nine tenths of it are the templates, which are the same each time: writing each of them once
 * saves two thirds of the writing. `coupons` is the only field that is treated so.
 */
export const judgementJson = ({ coupons, ...rest }: Judgement): string =>
  `${JSON.stringify(rest).slice(0, -1)},"coupons":[${coupons.map(couponJson).join(',')}]}`
