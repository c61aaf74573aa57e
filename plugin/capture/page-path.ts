import { attempt } from '../attempt'
import { mend } from '../event/schema'
import { isPersonalKey, isPersonalValue } from './privacy'

/** decodeURIComponent that leaves what it cannot decode as it is: QR codes in the wild carry broken encoding. */
export const decode = (text: string): string => attempt(() => decodeURIComponent(text), text)

/** A text may be encoded, and stand inside of another, so many times. */
const MAX_DEPTH = 8

/** Everything decoded, as often as it is encoded, piece by piece: one broken piece must not hide the others. */
const decodeAll = (text: string): string => {
  let decoded = text
  for (let i = 0; i < MAX_DEPTH; i++) {
    const next = decoded
      .replace(/%[2-7][\da-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)))
      .replace(/(?:%[89a-f][\da-f])+/gi, decode)
    if (next === decoded) return decoded
    decoded = next
  }
  // Whoever encodes so often hides something.
  return ''
}

/** What separates pairs, from the outside in; a QR code's `scene` holds any of them. */
const SEPARATORS = [/(?=[?&#])/, /(?=[;|]|\s+[^\s=:]+[=:])/, /(?=,)/]

type IsSecret = (key: string) => boolean

const scrubJson = (value: unknown, isSecret: IsSecret, depth: number): unknown => {
  if (depth > MAX_DEPTH) return undefined
  if (typeof value === 'string') return scrub(value, isSecret, depth)
  if (typeof value === 'number') return isPersonalValue(String(value)) ? undefined : value
  if (typeof value !== 'object' || !value) return value
  if (Array.isArray(value)) return value.map((item) => scrubJson(item, isSecret, depth + 1))
  const kept = Object.entries(value).filter(([key]) => !isSecret(key) && !isPersonalValue(key))
  return Object.fromEntries(kept.map(([key, item]) => [key, scrubJson(item, isSecret, depth + 1)]))
}

/** Decoded text without the pairs, members and values that are a person's. */
const scrubPlain = (text: string, isSecret: IsSecret, depth: number, level = 0): string => {
  if (depth > MAX_DEPTH) return ''
  if (/^\s*[[{"]/.test(text)) {
    const json = attempt<unknown>(() => JSON.parse(text))
    if (json !== undefined) {
      const kept = JSON.stringify(scrubJson(json, isSecret, depth + 1)) ?? ''
      return attempt(() => JSON.stringify(json)) === kept ? text : kept
    }
  }
  const separator = SEPARATORS[level]
  if (!separator) return isPersonalValue(text) ? '' : text
  const parts = text.split(separator).map((part) => {
    const end = part.search(/[=:]/) + 1
    if (end && isSecret(part.slice(0, end - 1))) return ''
    const value = part.slice(end)
    const kept = scrubPlain(value, isSecret, depth + 1, level + 1)
    return kept === value ? part : kept && part.slice(0, end) + kept
  })
  const kept = parts.join('')
  return kept === text || parts[0] ? kept : kept.replace(/^[&;|\s,]/, '')
}

/** The text as it is if nothing in it is a person's; else what is left of it, encoded once. */
const scrub = (text: string, isSecret: IsSecret, depth = 0): string => {
  const decoded = decodeAll(text)
  if (text && !decoded) return ''
  const kept = scrubPlain(decoded, isSecret, depth)
  if (isPersonalValue(kept)) return ''
  return kept === decoded ? text : depth ? kept : encodeURIComponent(kept)
}

/**
 * The page as the vendor wants it: the route (without a leading `/`), and its query just as the host got it, without
 * what is a person's by its key or by its shape, wherever it stands: in the `scene` of a QR code, in the address (`q`)
 * of an ordinary link's, in JSON. `redacted`: further keys that never leave.
 * Source: Tencent Youshu, consume_coupon, page.
 */
export const pagePath = (
  route: string,
  query: Readonly<Record<string, unknown>>,
  redacted: readonly string[],
): string => {
  const names = new Set(redacted.map((name) => name.toLowerCase()))
  const isSecret = (key: string): boolean => {
    const name = decodeAll(key).replace(/^[\s?&#;|,{["']+|[\s}\]"']+$/g, '')
    return isPersonalKey(name) || isPersonalValue(name) || names.has(name.toLowerCase())
  }
  const pairs = Object.keys(query)
    .filter((key) => !isSecret(key))
    .map((key) => `${key}=${scrub(mend(String(query[key] ?? '')), isSecret)}`)
  return mend(route.replace(/^\/+/, '') + (pairs.length ? `?${pairs.join('&')}` : ''))
}

/** The same for a page that the merchant names. */
export const givenPagePath = (page: string, redacted: readonly string[]): string => {
  const [route = '', ...query] = page.split('?')
  const pairs = query
    .join('?')
    .split('&')
    .filter(Boolean)
    .map((pair) => [pair.split('=', 1)[0], pair.replace(/^[^=]*=?/, '')] as const)
  return pagePath(route, Object.fromEntries(pairs) as Record<string, string>, redacted)
}
