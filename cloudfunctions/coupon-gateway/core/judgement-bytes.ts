import type { EvaluatedCoupon, Evaluation } from '../coupon-engine/evaluate'

// A catalogue's templates stay as they were read; a vendor's are gone with their answer, and so is what is kept here.
const written = new WeakMap<EvaluatedCoupon['coupon'], Buffer>()

const templateBytes = (template: EvaluatedCoupon['coupon']): Buffer => {
  const known = written.get(template)
  if (known) return known
  const bytes = Buffer.from(JSON.stringify(template))
  written.set(template, bytes)
  return bytes
}

const HOLE = 0
const NAME = '"coupon":'
// No text can look like it: a quote inside of a text has a backslash before it.
const NAMED_HOLE = `${NAME}${HOLE}}`

/**
 * An answer as JSON. Four fifths of it are the templates, which are the same each time, and in UTF-8 that is costly to
 * make of Chinese text. So each template's bytes are kept, the rest is written with a hole for each, and the bytes go
 * into the holes: 0.6 instead of 1.05 ms for 200 coupons.
 */
export const judgementBytes = ({ coupons, ...rest }: Evaluation): Buffer => {
  const holed = coupons.map((judged) => ({ ...judged, coupon: HOLE }))
  const text = JSON.stringify({ ...rest, coupons: holed })
  const templates = coupons.map(({ coupon }) => templateBytes(coupon))
  const size = templates.reduce((sum, { length }) => sum + length - 1, Buffer.byteLength(text))
  // The text is written to the end and moves forward piece by piece: what is still to move is never written over.
  const bytes = Buffer.allocUnsafe(size)
  let from = size - Buffer.byteLength(text)
  bytes.write(text, from)
  let to = 0
  for (const template of templates) {
    const hole = bytes.indexOf(NAMED_HOLE, from) + NAME.length
    bytes.copyWithin(to, from, hole)
    to += hole - from
    bytes.set(template, to)
    to += template.length
    from = hole + 1
  }
  bytes.copyWithin(to, from)
  return bytes
}
