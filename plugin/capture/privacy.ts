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
    '(real|true|user|nick|full|first|last|sur|receive|buyer|customer|member|guest|patient)_?name_',
    'receiver|recipient|consignee|contact|_link_?man_|e_?mail|_addr(ess)?_|birth|bank_?(card|no|acc)',
    'shouji|dianhua|_sjhm?_|_lxdh_|_qq_|_wei_?xin(_?hao)?_',
    '手机|电话|联系|身份证|证件号|护照|姓名|昵称|生日|收货|收件|地址|邮箱|密码|银行卡|微信号',
  ].join('|'),
)
export const isPersonalKey = (key: string): boolean =>
  KEYS.test(
    `_${key
      .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
      .replace(/[^a-zA-Z\u4e00-\u9fff]+/g, '_')
      .toLowerCase()}_`,
  )

/** A mobile number of mainland China, however it is grouped. */
const MOBILE =
  /(^|\D)(?:0{0,2}86[-\s.+]?)?1[3-9]\d(?:[-\s()]{0,2}\d{4}[-\s()]{0,2}|\.\d{4}\.)\d{4}(?!\d)/
/** An identity number (GB 11643) with a possible date of birth. */
const IDENTITY =
  /(?:^|\D)\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g
/** An address of mail but not `banner@2x.png`, a signed token (JWT). */
const MAIL = /\w@(?:[a-z\d-]+\.)+(?!png|jpe?g|gif|webp|svg)[a-z]{2,}/i
const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}/

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const hasCheckDigit = (digits: string): boolean => {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase()
}
/** Numbers of orders hold dates too, but none of long ago: of the last years the check digit decides. */
const isIdentity = (match: string): boolean => {
  const digits = match.slice(-18)
  return Number(digits.slice(6, 10)) < 2020 || hasCheckDigit(digits)
}
/** Full-width letters, as a Chinese keyboard writes them, are the same letters. */
const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
export const isPersonalValue = (given: string): boolean => {
  const text = halfWidth(given)
  return (
    MOBILE.test(text) ||
    MAIL.test(text) ||
    TOKEN.test(text) ||
    !!text.match(IDENTITY)?.some(isIdentity)
  )
}

/** A name with a value behind it: in a query, in JSON. */
const NAMES = /[\w\u4e00-\u9fff-]+(?=[\\"'\s]*[=:])/g

/** What was rejected, as it may be printed: not where it is a person's by its path, its shape or a name within. */
export const conceal = (path: string, received: string): string =>
  isPersonalValue(received) ||
  (isPersonalKey(path) && /^("[^"]|\d)/.test(received)) ||
  received.match(NAMES)?.some(isPersonalKey)
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

/** Whether a key, encoded or with what surrounds it, is a person's; `redacted`: further ones. */
const secretsOf = (redacted: readonly string[]): IsSecret => {
  const names = new Set(redacted.map((name) => name.toLowerCase()))
  return (key) => {
    const name = decodeAll(key).replace(/^[\s?&#;|,{["']+|[\s}\]"']+$/g, '')
    return isPersonalKey(name) || isPersonalValue(name) || names.has(name.toLowerCase())
  }
}

/** A text without what is a person's in it. */
export const publicText = (text: string, redacted: readonly string[]): string =>
  scrub(mend(text), secretsOf(redacted))

/** The pairs of a query that may leave, as the host got them; `redacted`: further keys that may not. */
export const publicPairs = (
  query: readonly (readonly [key: string, value: unknown])[],
  redacted: readonly string[],
): string[] => {
  const isSecret = secretsOf(redacted)
  return query
    .filter(([key]) => !isSecret(key))
    .map(([key, value]) => `${key}=${scrub(mend(String(value ?? '')), isSecret)}`)
}
