import { attempt, decode } from '../attempt'
import { mend } from '../event/schema'

/**
 * What is a person's by its key, by whole words: `mobilePhone`, `access_token`, `openId`, `idCardNo`, 手机号. A phone's
 * model is not.
 */
const KEYS = new RegExp(
  [
    'phone(?!_(model|brand|type|os)_)|mobile(?!_(model|brand|type|os)_)',
    '_(user|my|contact|link|member)?tel(no|num|number)?_|_(cell|mob)_',
    'token_|session|sess_?id_|cookie|jwt|_auth(orization)?_|secret|passw|_pwd_|api_?key',
    '_(open|union|wx|wechat|gzh|mp)_?id_|openid_|unionid_|encrypted_?data',
    '_id_?card|identity|_sfz|shenfenzheng|passport|_cert(ificate)?_?(no|num|id)|^_id_?(no|num|number)_$',
    '(real|user|nick|full)_?name_|receiver|consignee|contact|e_?mail|_addr(ess)?_|birth|bank_?(card|no|acc)',
    'shouji|dianhua|手机|电话|身份证|证件号|姓名|收货|收件|地址|邮箱|密码|银行卡',
  ].join('|'),
)
export const isPersonalKey = (key: string): boolean =>
  KEYS.test(
    `_${key
      .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
      .replace(/[^a-zA-Z\u4e00-\u9fff]+/g, '_')
      .toLowerCase()}_`,
  )

/** A mobile number of mainland China, or an identity number (GB 11643) with a possible date of birth. */
const MOBILE = /(^|\D)(?:0{0,2}86[-\s.+]?)?1[3-9]\d[-\s.+]?\d{4}[-\s.+]?\d{4}(?!\d)/
const IDENTITY =
  /(^|\D)\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/
export const isPersonalValue = (text: string): boolean => MOBILE.test(text) || IDENTITY.test(text)

/** What was rejected, as it may be printed: not where it is a person's by its path or its shape. */
export const conceal = (path: string, received: string): string =>
  isPersonalValue(received) || (isPersonalKey(path) && /^("[^"]|\d)/.test(received))
    ? 'a personal value'
    : received

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
  // Encoded so often, it is there to be hidden.
  return ''
}

/** What separates pairs, the outermost first; a QR code's `scene` holds any of them. */
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

/** The pairs of a query that may leave, as the host got them; `redacted`: further keys that may not. */
export const publicPairs = (
  query: Readonly<Record<string, unknown>>,
  redacted: readonly string[],
): string[] => {
  const names = new Set(redacted.map((name) => name.toLowerCase()))
  const isSecret = (key: string): boolean => {
    const name = decodeAll(key).replace(/^[\s?&#;|,{["']+|[\s}\]"']+$/g, '')
    return isPersonalKey(name) || isPersonalValue(name) || names.has(name.toLowerCase())
  }
  return Object.keys(query)
    .filter((key) => !isSecret(key))
    .map((key) => `${key}=${scrub(mend(String(query[key] ?? '')), isSecret)}`)
}
