import { type Http, redact } from '../lib/http'
import { parseJson } from '../lib/json'
import { done, type Done } from '../lib/outcome'
import { type Fields, isFields } from './fields'
import { type WechatError, wechatError } from './wechat-error'

/**
 * One call, and what its answer means: HTTP 200 with a JSON object whose `errcode` is 0 or absent is an answer.
 * WeChat says "no" with HTTP 200, so any other status is not WeChat's word, and the same call may succeed later.
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
    body: JSON.stringify(body),
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
  if (!isFields(answer)) return wechatError('malformed', 'the answer is not a JSON object', true)
  const { errcode = 0, errmsg = '' } = answer
  if (errcode === 0) return done(answer)
  return wechatError(
    typeof errcode === 'number' ? errcode : 'malformed',
    redact(String(errmsg), [secret]),
  )
}
