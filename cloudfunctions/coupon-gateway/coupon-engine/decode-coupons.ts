import { safeParse } from 'valibot'
import { check, isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { readJson, writeJson } from '../lib/json'
import { type CouponTemplate, UNREADABLE, UserCoupon } from './coupon'
import { normalize } from './fields'
import { termsOf } from './terms'

/** The coupons that can be named, and the first thousand fields that break the table. */
export interface DecodedCoupons {
  readonly coupons: readonly UserCoupon[]
  readonly issues: readonly Issue[]
}

/** The entry without the field that an issue is about: the coupon is undecided, but not lost. */
const without = (entry: unknown, path: string): unknown => {
  const [first = '', second] = path.split(/[.[]/)
  if (!isRecord(entry)) return entry
  const { [first]: field, ...rest } = entry
  if (second === undefined || !isRecord(field)) return rest
  const { [second]: _, ...fields } = field
  return { ...rest, [first]: fields }
}

// The table calls `coupon` an array, its example shows one object: PHP knows no difference.
const withOneTemplate = (entry: unknown): unknown =>
  isRecord(entry) && Array.isArray(entry['coupon'])
    ? { ...entry, coupon: entry['coupon'][0] as unknown }
    : entry

/** `coupon.goods[3].trade_mark` is the field `coupon.goods`. */
const withUnreadable = (coupon: UserCoupon, issues: readonly Issue[]): UserCoupon => ({
  ...coupon,
  [UNREADABLE]: new Set(issues.map(({ path }) => /^(?:coupon\.)?[^.[]*/.exec(path)?.[0] ?? '')),
})

const decodeOne = (given: unknown): { coupon?: UserCoupon; issues: Issue[] } => {
  const entry = withOneTemplate(given)
  const whole = safeParse(UserCoupon, entry, { abortEarly: true })
  const issues = whole.success ? [] : check(UserCoupon, entry)
  const rest = issues.reduce((left, { path }) => without(left, path), entry)
  const { success, output } = whole.success
    ? whole
    : safeParse(UserCoupon, rest, { abortEarly: true })
  if (!success) return { issues }
  if (output.id ?? output.couponId ?? output.coupon_id)
    return { coupon: issues.length ? withUnreadable(output, issues) : output, issues }
  const expected = 'an id, a couponId or a coupon_id'
  return { issues: [...issues, { path: 'id', expected, received: 'undefined' }] }
}

/**
 * User coupons out of a catalogue file or a vendor's answer. A broken field is an issue, and its coupon is undecided where
 * the field matters; a coupon that cannot be named at all is an issue and left out.
 */
export const decodeCoupons = (input: unknown): DecodedCoupons => {
  const list = normalize(input)
  if (!Array.isArray(list)) {
    return { coupons: [], issues: [{ path: '', expected: 'an array', received: typeof input }] }
  }
  const coupons: UserCoupon[] = []
  const issues: Issue[] = []
  for (const [at, entry] of list.entries()) {
    const { coupon, issues: own } = decodeOne(entry)
    if (coupon) coupons.push(coupon)
    for (const issue of own.slice(0, MAX_ISSUES - issues.length))
      issues.push({ ...issue, path: `[${at}]${issue.path && `.${issue.path}`}` })
  }
  // Here, where a catalogue is loaded, and not while the first cart waits.
  for (const { coupon } of coupons) termsOf(coupon)
  return { coupons, issues }
}

/** Each piece in a catalogue comes with a copy of its template. Equal ones become one, which is understood once. */
const shareTemplates = (coupons: readonly UserCoupon[]): UserCoupon[] => {
  const templates = new Map<string, CouponTemplate>()
  return coupons.map((piece) => {
    const key = writeJson(piece.coupon)
    const coupon = templates.get(key) ?? piece.coupon
    templates.set(key, coupon)
    return coupon === piece.coupon ? piece : { ...piece, coupon }
  })
}

/**
 * The text of a catalogue file: an array of user coupons in the form of the vendor's `data`.
 * A coupon without `user_id` is everybody's. Text that is not JSON is one issue.
 */
export const readCatalogue = (text: string): DecodedCoupons => {
  const read = readJson(text)
  if ('issue' in read) return { coupons: [], issues: [read.issue] }
  const { coupons, issues } = decodeCoupons(read.input)
  return { coupons: shareTemplates(coupons), issues }
}
