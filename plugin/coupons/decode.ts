import { attempt } from '../attempt'
import type { Coupon, CouponsAnswer, Template } from './types'

type Unknown<T> = { readonly [K in keyof T]?: unknown }
type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** Marks a value that cannot be trusted: the coupon around it is left out. */
const BAD = Symbol('bad')

/**
 * An id, digit for digit. The vendor's are bigint: a number beyond 2^53 has lost digits when it comes here, and an
 * order would then name another user's coupon.
 */
const decodeId = (value: unknown): string | typeof BAD | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  return Number.isSafeInteger(value) && Number(value) >= 0 ? String(value) : BAD
}

const decodeText = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined

const decodeNumber = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value))
    ? Number(value)
    : NaN

/**
 * An amount in yuan, exact to the fen: half a fen goes up, as in the gateway's own sums. More than `payable` (in fen) is
 * not believed: the shop would owe the user money.
 */
const decodeDeduction = (value: unknown, payable: number): number | typeof BAD => {
  const fen = Math.round(decodeNumber(value) * 100)
  // -0 is 0.
  return fen >= 0 && fen <= payable ? Math.abs(fen) / 100 : BAD
}

/** Eleven digits, the gateway's own bound: a time in milliseconds has thirteen. */
const MAX_UNIX_SECONDS = 99_999_999_999

/** A moment in seconds. The vendor writes 0 for none. */
const decodeSeconds = (value: unknown): number | undefined => {
  const seconds = decodeNumber(value)
  return seconds > 0 && seconds <= MAX_UNIX_SECONDS ? seconds : undefined
}

const TEMPLATE_TEXTS = [
  'coupon_label',
  'desc',
  'explain_text',
  'coupon_amount',
  'scene_type_desc',
] as const

const decodeTemplate = (value: unknown): Template => {
  const given = Object(value) as Unknown<Template>
  const template: Draft<Template> = { title: decodeText(given.title) ?? '' }
  for (const key of TEMPLATE_TEXTS) {
    const text = decodeText(given[key])
    if (text !== undefined) template[key] = text
  }
  return template
}

/**
 * One coupon of the answer, known keys alone. `undefined`: it cannot be understood, so it is better not offered. Texts may
 * be missing or odd; what it is, whether it can be used and what it takes off may not. `payable`: what there is to pay, in
 * fen. (Key by key, because there may be thousands: a loop over the keys takes three times as long where, as on an
 * iPhone, JavaScript is interpreted.)
 */
const decodeCoupon = (value: unknown, payable: number): Coupon | undefined => {
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

interface Body {
  readonly best?: unknown
  readonly coupons: readonly unknown[]
}

/** The gateway's short form: a table by columns; what many coupons share stands once beside it. */
interface Table {
  readonly best?: unknown
  readonly templates?: unknown
  readonly results?: unknown
  readonly columns: { readonly id: readonly unknown[]; readonly [name: string]: unknown }
}

const isTable = (body: unknown): body is Table => Array.isArray(Object(Object(body).columns).id)

/** The same as the long form has it. A row that is none becomes a coupon that is left out. */
const expandTable = ({ best, columns, templates, results }: Table): Body => {
  const cell = (column: unknown, at: unknown): unknown => Object(column)[at as number] ?? undefined
  const { couponId, coupon_id, template, result } = columns
  return {
    best,
    coupons: columns.id.map((id, at) => ({
      ...(cell(results, cell(result, at)) as object),
      id,
      couponId: cell(couponId, at),
      coupon_id: cell(coupon_id, at),
      coupon: cell(templates, cell(template, at)),
    })),
  }
}

const isBody = (body: unknown): body is Body =>
  typeof body === 'object' && !!body && Array.isArray((body as Body).coupons)

const decodeBody = ({ best, coupons }: Body, payable: number, at: number): CouponsAnswer => {
  const byId = new Map<string, Coupon>()
  let skipped = 0
  for (const given of coupons) {
    const coupon = decodeCoupon(given, payable)
    // Of one piece that is listed twice the first stands where the gateway ranked it.
    if (!coupon || byId.has(coupon.id)) skipped++
    else byId.set(coupon.id, coupon)
  }
  const bestId = decodeId(best)
  const bestCoupon = typeof bestId === 'string' ? byId.get(bestId) : undefined
  return {
    at,
    best: bestCoupon?.usable === true ? bestCoupon.id : null,
    coupons: [...byId.values()],
    skipped,
  }
}

/**
 * What the gateway answered, as far as it can be understood, in its order. `undefined`: it is no answer of the gateway, but
 * perhaps a proxy's page. `payable`: what the cart costs, in fen; `at`: now, in ms.
 */
export const decodeCoupons = (
  body: unknown,
  payable: number,
  at: number,
): CouponsAnswer | undefined =>
  attempt(() => {
    const long = isTable(body) ? expandTable(body) : body
    return isBody(long) ? decodeBody(long, payable, at) : undefined
  })
