import {
  array,
  looseObject,
  maxValue,
  number,
  optional,
  picklist,
  pipe,
  rawTransform,
  string,
  transform,
  union,
} from 'valibot'

/** The last second that counts as one: eleven digits, the year 5138. A time in milliseconds has thirteen, and is an issue. */
export const MAX_UNIX_SECONDS = 99_999_999_999

// Data, coupon, lists in it, their entries, and what they hold: no deeper than the vendor's answers go.
const MAX_DEPTH = 6

/**
 * The same with keys that have no blanks around them (the vendor writes `" number_of_user"`), in which `""` and null
 * are absent, which is what the vendor means by them, and in which a bigint is text, as which a phone keeps its digits.
 * What is so already is not copied.
 */
export const normalize = (value: unknown, depth = MAX_DEPTH): unknown => {
  if (typeof value === 'bigint') return `${value}`
  if (depth === 0 || typeof value !== 'object' || !value) return value
  let isSame = true
  const clean = (item: unknown): unknown => {
    const cleaned = normalize(item, depth - 1)
    if (cleaned !== item) isSame = false
    return cleaned
  }
  if (Array.isArray(value)) {
    const items = value.map(clean)
    return isSame ? value : items
  }
  const entries: [string, unknown][] = []
  for (const [key, item] of Object.entries(value)) {
    const name = key.trim()
    const isAbsent = item === null || (typeof item === 'string' && !item.trim())
    if (isAbsent || name !== key) isSame = false
    if (!isAbsent) entries.push([name, clean(item)])
  }
  return isSame ? value : Object.fromEntries(entries)
}

/** An id as text. `undefined`: it is none. */
export const idOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() || undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? `${value}`
    : undefined
}

/**
 * An id, kept as text: the vendor's are 18 digits and more, a double holds 15. A number beyond 2^53 has already
 * lost digits when it comes here, and is an issue, not a guess.
 */
export const id = pipe(
  union([string(), number()]),
  rawTransform<string | number, string>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = idOf(value)
    if (text !== undefined) return text
    addIssue({ message: 'an id: text that says something, or a number below 2^53' })
    return NEVER
  }),
)

/** A whole number, at least 0, that may be written as text. `undefined`: it is none. */
export const wholeNumberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  const digits = value.trim()
  const result = Number(digits)
  return /^\d+$/.test(digits) && Number.isSafeInteger(result) ? result : undefined
}

/**
 * A count or a code, at least 0. The vendor's own examples write every number as text (`"status": "0"`), so both
 * forms are taken.
 */
export const wholeNumber = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const result = wholeNumberOf(value)
    if (result !== undefined) return result
    addIssue({ message: 'a whole number, at least 0' })
    return NEVER
  }),
)

const DECIMAL = /^\d{1,10}(\.\d+)?$/

/** A number that may have decimals, at least 0, as a number or as text. */
export const decimal = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = typeof value === 'string' ? value.trim() : `${value}`
    if (DECIMAL.test(text)) return Number(text)
    addIssue({ message: 'a number, at least 0' })
    return NEVER
  }),
)

/** One of the codes that the vendor's table lists, as a number or as text. */
export const oneOf = <const T extends readonly number[]>(codes: T) =>
  pipe(wholeNumber, picklist(codes))

/** A moment in seconds since 1970; 0: none. */
export const seconds = pipe(
  wholeNumber,
  maxValue(MAX_UNIX_SECONDS, 'seconds since 1970 (not milliseconds)'),
)

/** Free text; numbers are taken as what they look like, because some of the vendor's systems send them so. */
export const looseText = pipe(
  union([string(), number()]),
  transform((value) => `${value}`),
)

/** Goods named one by one. Only an entry with a `trade_mark` can be compared with a cart. */
export const goodsList = array(looseObject({ trade_mark: optional(id) }))
