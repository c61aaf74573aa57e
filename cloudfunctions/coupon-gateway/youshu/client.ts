import { createHmac } from 'node:crypto'
import { backoff, type HttpOutcome, isGuarded, redact } from '../lib/http'
import { parseJson, writeJson } from '../lib/json'
import { done, type Done, type Upstream } from '../lib/outcome'
import type { Ports } from '../lib/ports'

/** What Youshu gives out: the app id (`bi…`, not the mini-program's) and the secret that signs. */
interface YoushuCredential {
  readonly appId: string
  readonly appSecret: string
}

/**
 * The signature of Youshu's server interfaces: HMAC-SHA256 over four query values in ASCII order, not url-encoded;
 * the body is not signed. (One page of theirs prints a bare `sha256(…)`; only the HMAC gives their printed values.)
 * `timestamp` is in seconds.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const sign = (credential: YoushuCredential, nonce: string, timestamp: string): string =>
  createHmac('sha256', credential.appSecret)
    .update(`app_id=${credential.appId}&nonce=${nonce}&sign=sha256&timestamp=${timestamp}`)
    .digest('hex')

/** The five query values that every signed call carries; further ones are not signed. */
export const signedQuery = (
  credential: YoushuCredential,
  nonce: string,
  timestamp: string,
  further: Readonly<Record<string, string>> = {},
): string =>
  new URLSearchParams({
    app_id: credential.appId,
    nonce,
    sign: 'sha256',
    timestamp,
    signature: sign(credential, nonce, timestamp),
    ...further,
  }).toString()

/** Where Youshu is, and our account there. */
export interface YoushuUpstream extends YoushuCredential {
  /** Production is https://zhls.qq.com, the vendor's test environment https://test.zhls.qq.com. */
  readonly baseUrl: string
}

/** What one answer says, in the vendor's words where it has any. */
export type YoushuAnswer = Done<unknown> | Upstream

const failure = (code: number | string, message: string, retryable: boolean): Upstream => ({
  kind: 'upstream',
  system: 'youshu',
  code,
  message,
  retryable,
})

/**
 * The data interfaces answer `{retcode, errmsg, data}`, the report interfaces `{code, msg}`; 0 is success. Any other
 * number is the caller's mistake and stays one however often it is sent (the vendor publishes no table of them).
 * `secrets` are what the call carries and what a message must never quote: a signature does not cover the body, so
 * anyone who reads it could send another one.
 */
const read = (outcome: HttpOutcome, secrets: readonly string[]): YoushuAnswer => {
  if (outcome.kind === 'failed')
    return failure(outcome.reason, 'No whole answer came from Youshu', outcome.retryable)
  const { status, body } = outcome
  if (status !== 200)
    return failure(
      `http_${status}`,
      `Youshu answered with HTTP ${status}`,
      status >= 500 || status === 429,
    )
  const answer = parseJson(body)
  if (typeof answer !== 'object' || !answer)
    return failure('malformed', 'Youshu answered with something that is not its JSON', true)
  const retcode: unknown = Reflect.get(answer, 'retcode') ?? Reflect.get(answer, 'code')
  const message: unknown = Reflect.get(answer, 'errmsg') ?? Reflect.get(answer, 'msg')
  if (typeof retcode !== 'number')
    return failure('malformed', 'Youshu answered without a retcode', true)
  if (retcode !== 0)
    return failure(retcode, redact(typeof message === 'string' ? message : '', secrets), false)
  return done<unknown>(Reflect.get(answer, 'data') ?? {})
}

// 1 try and 3 retries: with the longest waits of 0.5, 1 and 2 s a call gives up within a cloud function's minute.
const MAX_TRIES = 4

/** One signed call, tried again with a fresh nonce and timestamp while that may help. */
export const callYoushu = async (
  upstream: YoushuUpstream,
  ports: Ports,
  request: {
    readonly method: 'GET' | 'POST'
    readonly path: string
    readonly query?: Readonly<Record<string, string>>
    readonly body?: unknown
  },
): Promise<YoushuAnswer> => {
  const { http, clock, random, log } = ports
  const body = request.body === undefined ? undefined : writeJson(request.body)
  for (let attempt = 0; ; attempt += 1) {
    const timestamp = String(Math.floor(clock.now() / 1000))
    const nonce = random.nonce()
    const query = signedQuery(upstream, nonce, timestamp, request.query)
    const outcome = await http({
      method: request.method,
      url: `${upstream.baseUrl}${request.path}?${query}`,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body }),
    })
    const answer = read(outcome, [upstream.appSecret, sign(upstream, nonce, timestamp)])
    if (answer.kind === 'done' || !answer.retryable || isGuarded(answer.code)) return answer
    if (attempt + 1 >= MAX_TRIES) return answer
    log.warn({ path: request.path, attempt, code: answer.code }, 'Youshu: trying again')
    await clock.sleep(backoff(attempt, random.number()))
  }
}
