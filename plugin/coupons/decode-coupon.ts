import type { Coupon, Template } from './coupon'
import { BAD, decodeDeduction, decodeId, decodeSeconds, decodeText } from './decode-values'

type Unknown<T> = { readonly [K in keyof T]?: unknown }
type Draft<T> = { -readonly [K in keyof T]: T[K] }

const WORDS = ['coupon_label', 'desc', 'explain_text', 'coupon_amount', 'scene_type_desc'] as const

const decodeTemplate = (value: unknown): Template => {
  const given = Object(value) as Unknown<Template>
  const template: Draft<Template> = { title: decodeText(given.title) ?? '' }
  for (const key of WORDS) {
    const text = decodeText(given[key])
    if (text !== undefined) template[key] = text
  }
  return template
}

/**
 * One coupon of the answer, known keys alone. `undefined`: it cannot be understood, so it is better not offered. Words may
 * be missing or odd; what it is, whether it can be used and what it takes off may not. `payable`: what there is to pay, in
 * fen. (Key by key, because there may be thousands: a loop over the keys takes three times as long where, as on an
 * iPhone, nothing is compiled.)
 */
export const decodeCoupon = (value: unknown, payable: number): Coupon | undefined => {
  const given = Object(value) as Unknown<Coupon>
  const { usable } = given
  if (usable !== true && usable !== false && usable !== 'unknown') return undefined
  const id = decodeId(given.id)
  const couponId = decodeId(given.couponId)
  const coupon_id = decodeId(given.coupon_id)
  const deduction = decodeDeduction(given.deduction, payable)
  if (!id || id === BAD || couponId === BAD || coupon_id === BAD || deduction === BAD)
    return undefined
  const coupon: Draft<Coupon> = { id, usable, deduction, coupon: decodeTemplate(given.coupon) }
  if (couponId !== undefined) coupon.couponId = couponId
  if (coupon_id !== undefined) coupon.coupon_id = coupon_id
  const reason = decodeText(given.reason)
  const reason_text = decodeText(given.reason_text)
  if (reason !== undefined) coupon.reason = reason
  if (reason_text !== undefined) coupon.reason_text = reason_text
  const start_at = decodeSeconds(given.start_at)
  const end_at = decodeSeconds(given.end_at)
  if (start_at !== undefined) coupon.start_at = start_at
  if (end_at !== undefined) coupon.end_at = end_at
  return coupon
}
