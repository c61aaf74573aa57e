import { createHmac } from 'node:crypto'
import type { UserCoupon } from '../coupon-engine/coupon'
import { decodeCoupons } from '../coupon-engine/decode-coupons'
import { normalize } from '../coupon-engine/fields'
import { parseJson } from '../lib/json'
import { isRecord, type Issue } from '../lib/check'
import { done, type Outcome, type Upstream } from '../lib/outcome'
import { type HttpOutcome, redact } from '../lib/http'
import type { Ports } from '../lib/ports'

/**
 * How the keys are spelled inside the signed text. The published vectors are of v3 and use `camel`; v2 writes its
 * parameters as `OpenId`, so `pascal` is the likely form there, but no vector of it is published.
 */
type KeyCasing = 'pascal' | 'camel'

/** What the vendor's console gives out, and how its signature is spelled. */
export interface ZvcmsConfig {
  /** Scheme and host, without a slash at its end. */
  readonly baseUrl: string
  readonly openId: string
  readonly grantCode: string
  /** Signs; never sent. */
  readonly openKey: string
  /** Default `pascal`. */
  readonly keyCasing?: KeyCasing
}

/** The four public parameters that a signature covers. */
interface Signed {
  readonly openId: string
  readonly grantCode: string
  readonly nonce: string
  /** Seconds since 1970. */
  readonly timestamp: string
}

// Sorted by their bytes, as the vendor wants; the order is the same in both casings.
const KEYS = ['grantCode', 'nonce', 'openId', 'timestamp'] as const

const pascal = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1)

/**
 * The vendor's 数字签名 of a request: HMAC-SHA1 of its four public parameters, base64, urlencoded. The business
 * parameters are not part of it.
 */
export const token = (signed: Signed, openKey: string, casing: KeyCasing = 'pascal'): string => {
  const text = KEYS.map((key) => `${casing === 'pascal' ? pascal(key) : key}=${signed[key]}`).join(
    '&',
  )
  return encodeURIComponent(createHmac('sha1', openKey).update(text).digest('base64'))
}

// Hexadecimal digits that a double holds exactly, to make the vendor's 随机正整数 of our random text.
const EXACT_DIGITS = 12

/** One call of a method: the vendor's public parameters around the business parameters, signed. */
const signedBody = (
  action: string,
  params: object,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  { openId, grantCode, openKey, keyCasing }: ZvcmsConfig,
): string => {
  const timestamp = `${Math.floor(clock.now() / 1000)}`
  const nonce = `${1 + Number.parseInt(random.nonce().slice(0, EXACT_DIGITS), 16)}`
  return JSON.stringify({
    OpenId: openId,
    GrantCode: grantCode,
    Timestamp: timestamp,
    Nonce: nonce,
    Token: token({ openId, grantCode, nonce, timestamp }, openKey, keyCasing),
    Action: action,
    Params: params,
  })
}

const refused = (code: number | string, message: string, retryable = false): Upstream => ({
  kind: 'upstream',
  system: 'zvcms',
  code,
  message,
  retryable,
})

const MALFORMED = refused('malformed', 'the answer is not in the documented form')

type Envelope = Readonly<Record<string, unknown>>

/**
 * Both must say yes: a business error comes with `status` true and a code of its own. The documented example writes
 * `"true"` and `"0"`, the table says int, recorded answers have true and 0.
 */
const succeeded = ({ status, code }: Envelope): boolean =>
  (status === true || status === 'true' || status === 1 || status === '1') &&
  (code === 0 || code === '0')

const codeOf = ({ code }: Envelope): number | string =>
  typeof code === 'number' || typeof code === 'string' ? code : 'no_code'

const messageOf = ({ message }: Envelope): string =>
  typeof message === 'string' ? message : 'without a message'

/** PHP writes an array with gaps as an object, and an empty field as `""`, which is absent by now. */
const listOf = (data: unknown): unknown =>
  data === undefined
    ? []
    : typeof data === 'object' && data && !Array.isArray(data)
      ? Object.values(data)
      : data

const inData = (issues: readonly Issue[]): Issue[] =>
  issues.map((issue) => ({ ...issue, path: `data${issue.path}` }))

/** What the vendor's answer means. Fields that break the table are warnings; their coupons stay. */
export const readAnswer = (reply: HttpOutcome): Outcome<readonly UserCoupon[]> => {
  if (reply.kind === 'failed') return refused(reply.reason, reply.reason, reply.retryable)
  if (reply.status !== 200) {
    const retryable = reply.status >= 500 || reply.status === 429
    return refused(`http_${reply.status}`, `HTTP ${reply.status}`, retryable)
  }
  const envelope = normalize(parseJson(reply.body), 1)
  if (!isRecord(envelope) || !('status' in envelope)) return MALFORMED
  if (!succeeded(envelope)) return refused(codeOf(envelope), messageOf(envelope))
  const list = listOf(envelope['data'])
  if (!Array.isArray(list)) return MALFORMED
  const { coupons, issues } = decodeCoupons(list)
  return done(coupons, inData(issues))
}

/** A vendor that quotes the request in its answer must not carry our secrets into ours, or into a log. */
const withoutSecrets = (upstream: Upstream, { openKey, grantCode }: ZvcmsConfig): Upstream => {
  const hide = (words: string): string => redact(words, [openKey, grantCode])
  const { code, message } = upstream
  return { ...upstream, code: typeof code === 'string' ? hide(code) : code, message: hide(message) }
}

const PATH = '/api/v2'
// The phone waits 5 s in all: a second of them may pass here before it is this call's turn.
const TIMEOUT_MS = 3_500

/** Calls one method of the vendor whose answer is a list of user coupons. */
export const callZvcms = async (
  action: string,
  params: object,
  { http, clock, random }: Pick<Ports, 'http' | 'clock' | 'random'>,
  config: ZvcmsConfig,
): Promise<Outcome<readonly UserCoupon[]>> => {
  const reply = await http({
    method: 'POST',
    url: `${config.baseUrl}${PATH}`,
    headers: { 'content-type': 'application/json' },
    body: signedBody(action, params, { clock, random }, config),
    timeoutMs: TIMEOUT_MS,
  })
  const outcome = readAnswer(reply)
  // That no answer came is our own word, which holds no secret however short that is.
  return outcome.kind === 'upstream' && reply.kind === 'answered'
    ? withoutSecrets(outcome, config)
    : outcome
}
