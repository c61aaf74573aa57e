import type { JudgedCoupon, Judgement } from '../embedded/judgement'

// A catalogue's templates stay as they were read; a vendor's are gone with their answer, and so is what is kept here.
const written = new WeakMap<JudgedCoupon['coupon'], Buffer>()

const templateBytes = (template: JudgedCoupon['coupon']): Buffer => {
  const known = written.get(template)
  if (known) return known
  const bytes = Buffer.from(JSON.stringify(template))
  written.set(template, bytes)
  return bytes
}

const opened = (fields: object): string => JSON.stringify(fields).slice(0, -1)

/**
 * An answer as JSON. Four fifths of it are the templates, which are the same each time, and in UTF-8 that is costly to
 * make of Chinese text: keeping each template's bytes halves the work (0.5 instead of 0.9 ms for 200 coupons). Kept as
 * texts they would gain nothing, because joining them costs what writing them does.
 */
export const judgementBytes = ({ coupons, ...rest }: Judgement): Buffer => {
  const parts: Buffer[] = []
  let before = `${opened(rest)},"coupons":[`
  for (const { coupon, ...verdict } of coupons) {
    parts.push(Buffer.from(`${before}${opened(verdict)},"coupon":`), templateBytes(coupon))
    before = '},'
  }
  parts.push(Buffer.from(coupons.length ? '}]}' : `${before}]}`))
  return Buffer.concat(parts)
}
