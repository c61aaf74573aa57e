import type { Coupon, Template } from './coupon'
import { BAD, decodeDeduction, decodeId, decodeSeconds, decodeText } from './decode-values'

type Unknown<T> = { readonly [K in keyof T]?: unknown }

/** Without the keys whose values are not there. */
const present = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T => {
  const known: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) known[key] = value
  return known as T // The same, without what is undefined.
}

const decodeTemplate = (value: unknown): Template => {
  const given = Object(value) as Unknown<Template>
  return present<Template>({
    title: decodeText(given.title) ?? '',
    coupon_label: decodeText(given.coupon_label),
    desc: decodeText(given.desc),
    explain_text: decodeText(given.explain_text),
    coupon_amount: decodeText(given.coupon_amount),
    scene_type_desc: decodeText(given.scene_type_desc),
  })
}

/**
 * One coupon of the answer, known keys alone. `undefined`: it cannot be understood, so it is better not offered. Words may
 * be missing or odd; what it is, whether it can be used and what it takes off may not. `payable`: what the cart costs, in fen.
 */
export const decodeCoupon = (value: unknown, payable: number): Coupon | undefined => {
  const given = Object(value) as Unknown<Coupon>
  const [id, couponId, coupon_id] = [given.id, given.couponId, given.coupon_id].map(decodeId)
  const deduction = decodeDeduction(given.deduction, payable)
  const { usable } = given
  if (!id || id === BAD || couponId === BAD || coupon_id === BAD || deduction === BAD)
    return undefined
  if (usable !== true && usable !== false && usable !== 'unknown') return undefined
  return present<Coupon>({
    id,
    couponId,
    coupon_id,
    usable,
    reason: decodeText(given.reason),
    reason_text: decodeText(given.reason_text),
    deduction,
    start_at: decodeSeconds(given.start_at),
    end_at: decodeSeconds(given.end_at),
    coupon: decodeTemplate(given.coupon),
  })
}
