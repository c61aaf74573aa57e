import { parse as parseLossless, stringify as stringifyLossless } from 'lossless-json'
import { isRecord, type Issue } from './check'
import { invalid, type Invalid } from './outcome'
import { decodeText, decodeUtf8, firstNonUtf8, type Position, positionAt } from './text'

/** The deepest documented input or answer has 6 levels. */
const MAX_DEPTH = 32

const QUOTE = 34
const BACKSLASH = 92
const COLON = 58
const COMMA = 44
const ZERO = 48
const NINE = 57
// A double holds so many digits, whatever they are.
const MAX_SHORT_NUMBER = 15
// Ten thousand coupons with every field of the table; a body of 8 MB may hold ten times as many values of one character.
const MAX_BODY_VALUES = 500_000
// No table has a hundred; hundreds of thousands in one object cost a hundred times their text.
const MAX_BODY_FIELDS = 5_000
// No id is as long, and what is computed of a million digits takes seconds.
const MAX_INTEGER_DIGITS = 100

interface Outline {
  /** More than `MAX_DEPTH` levels: what recurses must never meet thousands. */
  readonly isDeep: boolean
  /** How many keys with a value the text has, if it is JSON, and the most that one object has. */
  readonly members: number
  readonly widest: number
  /** A number so long, or of such a size, that a double may not hold it: then only the slower parser will do. */
  readonly hasLongNumber: boolean
  /** At least so many values: counted by the commas between them, or by the lists and objects among them. */
  readonly values: number
}

const isExponent = (code: number): boolean => code === 69 || code === 101

/** A digit, `.`, `+`, `-` or what an exponent begins with. */
const isOfNumber = (code: number): boolean =>
  (code >= ZERO && code <= NINE) || isExponent(code) || code === 46 || code === 43 || code === 45

/** Behind an odd number of backslashes. */
const isEscaped = (text: string, at: number): boolean => {
  let first = at
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1
  return (at - first) % 2 === 1
}

/** Where the text that begins here ends: at its quote, or at the end of all. */
const endOfText = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

const outlineOf = (text: string): Outline => {
  const fields = [0]
  let depth = 0
  let members = 0
  let widest = 0
  let commas = 0
  let opened = 0
  let hasLongNumber = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code >= ZERO && code <= NINE) {
      const start = at
      for (let next = code; isOfNumber(next); next = text.charCodeAt(at)) {
        if (isExponent(next)) hasLongNumber = true
        at += 1
      }
      if (at - start > MAX_SHORT_NUMBER) hasLongNumber = true
      at -= 1
    } else if (code === COLON) {
      members += 1
      const own = (fields[depth] ?? 0) + 1
      fields[depth] = own
      if (own > widest) widest = own
    } else if (code === COMMA) commas += 1
    else if (code === 123 || code === 91) {
      depth += 1
      opened += 1
      fields[depth] = 0
      if (depth > MAX_DEPTH) return { isDeep: true, members, widest, hasLongNumber, values: opened }
    } else if (code === 125 || code === 93) depth -= 1
  }
  return { isDeep: false, members, widest, hasLongNumber, values: Math.max(commas + 1, opened) }
}

/** A number of more digits than a double holds: an integer keeps them all, a fraction is as near as a double gets. */
const nearest = (literal: string): number | bigint => {
  const value = Number(literal)
  if (literal.length > MAX_INTEGER_DIGITS) return value
  return /^-?\d+$/.test(literal) && !Number.isSafeInteger(value) ? BigInt(literal) : value
}

/**
 * A vendor's JSON. An integer beyond 2^53, such as an id of 18 digits, is a bigint. `undefined`: it is no JSON, or
 * deeper than an honest sender would write.
 */
export const parseJson = (text: string): unknown => {
  const { isDeep, hasLongNumber } = outlineOf(text)
  if (isDeep) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (!hasLongNumber) return parsed
    return parseLossless(text, undefined, {
      parseNumber: nearest,
      onDuplicateKey: ({ newValue }) => newValue,
    })
  } catch {
    return undefined
  }
}

/** JSON with every digit of a bigint as a number; `JSON.stringify` would throw. */
export const writeJson = (value: unknown, indent?: number): string => {
  try {
    return JSON.stringify(value, undefined, indent) ?? 'null'
  } catch {
    return stringifyLossless(value, undefined, indent) ?? 'null'
  }
}

/** More digits than a double or a bigint holds. */
class LostDigits extends Error {}

// 1.50 is 1.5, and 1E3 is 1000: only digits that would be gone count.
const digitsOf = (literal: string): string =>
  literal
    .replace(/e.*$/i, '')
    .replaceAll(/[-.]/g, '')
    .replaceAll(/^0+|0+$/g, '')

// What many programs write of a double: PHP writes 5.6 as 5.5999999999999996.
const MAX_DIGITS = 17

/** Whether a double of this size is so near to what was written that it differs in the last of its 17 digits at most. */
const isClose = (value: number): boolean =>
  Math.abs(value) >= 2 ** -1022 && Math.abs(value) < 2 ** 53

const faithful = (literal: string): number | bigint => {
  const value = nearest(literal)
  if (typeof value === 'bigint') return value
  const digits = digitsOf(literal)
  if (digits === digitsOf(String(value))) return value
  if (digits.length <= MAX_DIGITS && isClose(value)) return value
  // Of any size, as PHP writes 1e23 or the smallest double.
  if (digits === digitsOf(value.toPrecision(MAX_DIGITS))) return value
  throw new LostDigits(literal)
}

const issueAt = (expected: string, received: string, at?: Position): Issue => ({
  path: '',
  expected,
  received: at ? `${received} at line ${at.line}, column ${at.column}` : received,
})

/** How many keys all objects have together, or the key that could reach a prototype. */
const countKeys = (value: unknown): number | Issue => {
  const isList = Array.isArray(value)
  if (!isList && !isRecord(value)) return 0
  let count = 0
  // Without a pair for each entry, which would cost as much as the parser.
  for (const item of isList ? value : Object.keys(value)) {
    const inner: unknown = isList ? item : value[item]
    if (typeof inner === 'object' && inner) {
      const found = countKeys(inner)
      if (typeof found !== 'number') return found
      count += found
    }
    if (isList) continue
    count += 1
    const reaches = item === 'constructor' && isRecord(inner) && Object.hasOwn(inner, 'prototype')
    if (item === '__proto__' || reaches)
      return issueAt('JSON without keys such as __proto__', 'one of these keys')
  }
  return count
}

/** Whether a key in it could reach a prototype (`__proto__`, `constructor.prototype`). */
export const reachesPrototype = (value: unknown): boolean => typeof countKeys(value) !== 'number'

/** The first place where the slower parser, which says where it is, stops. */
const faultIn = (text: string): Issue => {
  try {
    parseLossless(text, undefined, { parseNumber: faithful })
  } catch (error) {
    if (error instanceof LostDigits)
      return issueAt(
        'a number of at most 17 digits, or the same as text',
        error.message.slice(0, 40),
      )
    const [, duplicate, position] =
      /^(?:Duplicate key '([\s\S]*)' encountered|[\s\S]*) (?:at )?position (\d+)$/.exec(
        error instanceof Error ? error.message : '',
      ) ?? []
    const index = Number(position ?? 0)
    if (duplicate === undefined)
      return issueAt(
        'JSON',
        text.trim() === '' ? 'nothing' : 'something else',
        positionAt(text, index),
      )
    // The parser names the place behind the quote.
    const received = `${JSON.stringify(duplicate.slice(0, 40))} twice`
    return issueAt('each key once', received, positionAt(text, index - 1))
  }
  return issueAt('each key once', 'a key twice')
}

interface Limits {
  readonly maxValues: number
  /** Of one object. */
  readonly maxFields: number
}
const UNLIMITED: Limits = { maxValues: Infinity, maxFields: Infinity }
const OF_A_BODY: Limits = { maxValues: MAX_BODY_VALUES, maxFields: MAX_BODY_FIELDS }

/**
 * JSON that is to be acted upon or passed on: nothing is lost on the way. Integers beyond 2^53 are bigints; keys that
 * stand twice, keys that could reach a prototype, and numbers that could not be kept are refused.
 */
export const readJson = (
  text: string,
  { maxValues, maxFields }: Limits = UNLIMITED,
): { readonly input: unknown } | { readonly issue: Issue } => {
  const { isDeep, members, widest, hasLongNumber, values } = outlineOf(text)
  if (values > maxValues)
    return { issue: issueAt(`at most ${maxValues} values`, `${values} or more`) }
  if (widest > maxFields)
    return { issue: issueAt(`objects of at most ${maxFields} fields`, `one of ${widest}`) }
  if (isDeep) return { issue: issueAt(`JSON at most ${MAX_DEPTH} levels deep`, 'deeper') }
  let input: unknown
  try {
    input = JSON.parse(text)
    if (hasLongNumber) input = parseLossless(text, undefined, { parseNumber: faithful })
  } catch {
    return { issue: faultIn(text) }
  }
  const keys = countKeys(input)
  if (typeof keys !== 'number') return { issue: keys }
  return keys === members ? { input } : { issue: faultIn(text) }
}

/**
 * The path of the first integer beyond 2^53 in a value that was parsed elsewhere: its digits are lost already.
 * `undefined`: there is none.
 */
export const lostDigitsIn = (value: unknown, path = ''): string | undefined => {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? path : undefined
  if (typeof value !== 'object' || !value) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key
    const found = lostDigitsIn(inner, at)
    if (found !== undefined) return found
  }
  return undefined
}

const decodeBody = (body: Uint8Array): { readonly text: string } | { readonly issue: Issue } => {
  const utf8 = decodeUtf8(body)
  if (utf8) return utf8
  const decoded = decodeText(body)
  const received = 'at' in decoded ? 'other bytes' : `${decoded.encoding.toUpperCase()},`
  return { issue: issueAt('text in UTF-8', received, firstNonUtf8(body)) }
}

/** The JSON of a request's body: UTF-8 (RFC 8259, 8.1), of bounded size in memory too, and nothing lost in it. */
export const parseBody = (body: Uint8Array | string): { readonly input: unknown } | Invalid => {
  const decoded = typeof body === 'string' ? { text: body } : decodeBody(body)
  const read = 'text' in decoded ? readJson(decoded.text, OF_A_BODY) : decoded
  return 'input' in read ? read : invalid([read.issue])
}
