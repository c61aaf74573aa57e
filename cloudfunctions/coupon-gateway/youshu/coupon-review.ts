import { isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { brokenTextIn } from '../lib/text'
import { couponFields } from './coupon'
import { schemaPart } from './fields'

/** The fields of an object's schema, whatever it is wrapped in; nothing for one without fields. */
const entriesOf = (schema: unknown): Readonly<Record<string, unknown>> => {
  const inner = schemaPart(schema, 'wrapped') ?? schemaPart(schema, 'item')
  if (inner) return entriesOf(inner)
  const getter = schemaPart(schema, 'getter')
  if (typeof getter === 'function') return entriesOf(getter({}))
  const entries = schemaPart(schema, 'entries')
  return isRecord(entries) ? entries : {}
}

/** Where each field of the table belongs: the path of its object, `''` for the coupon itself. */
const placesOf = (
  schema: unknown,
  place = '',
  places = new Map<string, string>(),
): ReadonlyMap<string, string> => {
  for (const [field, inner] of Object.entries(entriesOf(schema))) {
    places.set(field, place)
    placesOf(inner, place ? `${place}.${field}` : field, places)
  }
  return places
}
const PLACES = placesOf(couponFields)

/** Where a field of the table belongs that was found elsewhere. `undefined`: no field of the table is called so. */
export const placeOf = (field: string): string | undefined => {
  const place = PLACES.get(field)
  return place === '' ? 'the coupon itself' : place && `\`${place}\``
}

interface UnlistedKey {
  readonly path: string
  readonly key: string
}

/** Each key that the table has no row for where it stands, at any depth. */
function* unlistedIn(schema: unknown, input: unknown, path = ''): Generator<UnlistedKey> {
  if (typeof input !== 'object' || !input) return
  const isList = Array.isArray(input)
  const fields = isList ? {} : entriesOf(schema)
  for (const [key, value] of isList ? input.entries() : Object.entries(input)) {
    const at = isList ? `${path}[${key}]` : path ? `${path}.${key}` : `${key}`
    if (isList) yield* unlistedIn(schema, value, at)
    else if (Object.hasOwn(fields, key)) yield* unlistedIn(fields[key], value, at)
    else yield { path: at, key: `${key}` }
  }
}

// 4.05537E+17 and 2月3日 are what a spreadsheet makes of an id, #N/A of what it cannot compute.
const MANGLED =
  /^(-?\d(\.\d+)?E\+\d{2,}|\d{1,2}月\d{1,2}日|#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|#+))$/i
// Excel keeps 15 digits and writes zeros for the others.
const ROUNDED = /^\d{15}0{2,}$/

/** The texts that name something: a coupon, goods, shops, activities. */
const ID_FIELDS = [
  'external_coupon_id',
  'promotion_ids',
  'coupon_codes',
  'sku_ids',
  'spu_ids',
  'external_sku_id',
  'external_store_id',
  'seller_id',
]

function* idsIn(value: unknown, path = '', isId = false): Generator<readonly [string, string]> {
  if (typeof value === 'string' && isId) yield [path, value]
  if (typeof value !== 'object' || !value) return
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(value)) yield* idsIn(inner, `${path}[${key}]`, isId)
    else yield* idsIn(inner, path ? `${path}.${key}` : key, ID_FIELDS.includes(key))
  }
}

/** Something that the vendor takes and that should be looked at. */
export interface CouponWarning extends Issue {
  readonly code: 'undocumented' | 'looks_like_ratio' | 'looks_rounded'
}

const firstOf = <T>(found: Iterable<T>): T[] => {
  const first: T[] = []
  for (const each of found) {
    first.push(each)
    if (first.length >= MAX_ISSUES) break
  }
  return first
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 60))

function* faultsIn(coupon: unknown): Generator<Issue> {
  for (const { path, key } of unlistedIn(couponFields, coupon)) {
    const place = placeOf(key)
    if (place === undefined) continue
    const expected = `nothing here: it belongs in ${place}`
    yield { path, expected, received: 'a field of the table' }
  }
  for (const [path, id] of idsIn(coupon)) {
    const expected = 'an id, not what a spreadsheet makes of one'
    if (MANGLED.test(id)) yield { path, expected, received: quote(id) }
  }
  const broken = brokenTextIn(coupon)
  if (broken !== undefined)
    yield { path: broken, expected: 'whole characters', received: 'half of one' }
}

/**
 * What no row of the table forbids and what must not be sent all the same, because it is not what was meant: a field of
 * the table in a wrong place (the vendor would ignore it in silence), an id that a spreadsheet has destroyed, half a
 * character.
 */
export const couponIssues = (coupon: unknown): Issue[] => firstOf(faultsIn(coupon))

function* warningsOf(coupon: object): Generator<CouponWarning> {
  for (const { path } of unlistedIn(couponFields, coupon)) {
    const received = 'one that is not: it is passed on as it is'
    yield { code: 'undocumented', path, expected: "a field of the vendor's table", received }
  }
  for (const [path, id] of idsIn(coupon)) {
    const expected = 'an id with all its digits: a spreadsheet keeps 15'
    if (ROUNDED.test(id)) yield { code: 'looks_rounded', path, expected, received: quote(id) }
  }
  const discount: unknown = Reflect.get(coupon, 'discount_coupon')
  if (typeof discount !== 'number' || discount > 1) return
  const expected = 'a percentage such as 70 for 70 %'
  yield { code: 'looks_like_ratio', path: 'discount_coupon', expected, received: `${discount}` }
}

/**
 * Undocumented fields pass because an older edition of the table had more: `coupon_codes` stands in the vendor's own
 * example. A discount of at most 1 is probably a ratio where a percentage is meant (0.7 in the same example), but
 * it is never rescaled: 0.7 % is possible too. A long id that ends in zeros may be one, or one that Excel has rounded.
 */
export const couponWarnings = (coupon: object): CouponWarning[] => firstOf(warningsOf(coupon))
