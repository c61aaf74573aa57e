import { type Http, redact } from '../lib/http'
import { isRecord } from '../lib/check'
import { parseJson, writeJson } from '../lib/json'
import { done, type Done, type Upstream } from '../lib/outcome'

/** The fields of a JSON object that is not checked yet. */
export type Fields = Record<string, unknown>

/** The official account whose cards these are (not the mini-program), and where its interfaces are. */
export interface WechatConfig {
  /** `WECHAT_APP_ID` */
  readonly appId: string
  /** `WECHAT_APP_SECRET` */
  readonly appSecret: string
  /** `WECHAT_BASE_URL`, without a slash at its end. */
  readonly baseUrl: string
  /**
   * Milliseconds to wait before each further try when a day's statistics are not ready (61503). Short by default,
   * because a caller waits for the route's answer; the command line waits for minutes.
   */
  readonly notReadyWaits?: readonly number[]
}

/** WeChat's refusal, or that no answer came, with what it means where the documents say so. */
export interface WechatError extends Upstream {
  readonly system: 'wechat'
}

// Only what an operator of cards meets. Source: WeChat 全局返回码, 卡券错误码, and 统计卡券数据 for 615xx.
const MEANINGS: Readonly<Record<number | string, string>> = {
  '-1': 'WeChat is busy',
  40001: 'the access token, or the app secret, is not valid',
  40013: 'the app id is not valid',
  40014: 'the access token is not valid',
  40056: 'the card id or code is not valid',
  40073: 'no such card of this account',
  40125: 'the app secret is not valid',
  40127: 'the card is deleted or being given away',
  40164: 'the address of this machine is not on the IP whitelist of the account',
  41011: 'a field is missing',
  41012: 'the card id is missing',
  42001: 'the access token has expired',
  43017: 'the card needs location_id_list',
  45009: "the day's quota of calls is used up",
  45011: 'calls come too fast',
  45021: 'a field is too long',
  47001: 'a field cannot be updated, or the type is not that of the card',
  48001: 'the account has no right to this interface',
  61500: 'a date is not written as 2015-06-15',
  61501: 'the range is longer than 62 days, or not over yet',
  61503: 'the statistics are not ready yet: try again later',
}

// The same request may succeed later. Source: as above; -1, 45011 and 61503 say so in words.
const PASSING = new Set<number | string>([-1, 45011, 61503])

/** `code` and `message` are WeChat's own; see `Upstream` for when there is no answer. */
export const wechatError = (
  code: number | string,
  message: string,
  retryable = PASSING.has(code),
): WechatError => {
  const meaning = MEANINGS[code]
  return {
    kind: 'upstream',
    system: 'wechat',
    code,
    message,
    retryable,
    ...(meaning && { meaning }),
  }
}

/**
 * One call, and what its answer means: HTTP 200 with a JSON object whose `errcode` is 0 or absent is an answer.
 * WeChat refuses with HTTP 200, so any other status is not WeChat's answer, and the same call may succeed later.
 * `secret` is what the call carries and what a message must never quote.
 */
export const postJson = async (
  http: Http,
  url: string,
  body: Fields,
  secret: string,
): Promise<Done<Fields> | WechatError> => {
  const outcome = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: writeJson(body),
  })
  if (outcome.kind === 'failed') {
    return wechatError(outcome.reason, 'no whole answer came', outcome.retryable)
  }
  if (outcome.status !== 200) {
    const passing = outcome.status >= 500 || outcome.status === 429
    return wechatError(
      `http_${outcome.status}`,
      `HTTP ${outcome.status} instead of an answer`,
      passing,
    )
  }
  const answer = parseJson(outcome.body)
  if (!isRecord(answer)) return wechatError('malformed', 'the answer is not a JSON object', true)
  const { errcode = 0, errmsg = '' } = answer
  if (errcode === 0) return done(answer)
  return wechatError(
    typeof errcode === 'number' ? errcode : 'malformed',
    redact(String(errmsg), [secret]),
  )
}
