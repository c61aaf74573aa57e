import { attempt } from '../attempt'
import type { Clock, Outcome, Send } from '../delivery/ports'

/** A captive portal answers with whole pages. */
const MAX_REASON = 200

/**
 * What an answer means. Only a 200 with a numeric `code` is the collector's own word; a proxy's 502 that happens to
 * say `{code: 0}` is not, nor is an HTML page with status 200. That it cannot take the body (400, 413, 422) is.
 * Source: Tencent Youshu, report interface (HTTP 200 = reached; code ≠ 0 = the client's error).
 */
export const classifyResponse = (status: number, body: unknown): Outcome => {
  const { code } = Object(body) as { code?: unknown }
  const coded = status === 200 && typeof code === 'number'
  if (coded && !code) return { kind: 'accepted' }
  const refused = coded || [400, 413, 422].includes(status)
  const reason = `HTTP ${status} ${JSON.stringify(body)}`.slice(0, MAX_REASON)
  return { kind: refused ? 'refused' : 'later', reason }
}

/**
 * What a failed request means: later; much later where the domain is not listed, which somebody must mend.
 * Source: WeChat, general error codes (errno), from base library 2.24.0.
 */
export const classifyFailure = (
  reason = 'request:fail',
  errno = 0,
): Outcome & { kind: 'later' } => ({
  kind: 'later',
  reason,
  far: errno === 600002 || reason.includes('domain list'),
})

const TIMEOUT_MS = 10_000
const ignore = (): void => undefined

/**
 * POSTs events to the collector: one event as the object of seed 000, several as an array of them.
 * Query: `app_id`, `timestamp` in seconds, `nonce` random, at most 32 characters, fresh for each request.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon (请求示例) and the report interface.
 */
export const createTransport = (
  { now, random }: Clock,
  target: () => { appId: string; reportUrl: string },
): Send => {
  let warned = false
  return (events, answer) => {
    const { appId, reportUrl } = target()
    const fail = (errMsg?: string, errno?: number) => {
      const outcome = classifyFailure(errMsg, errno)
      if (outcome.far && !warned) {
        warned = true
        console.error(`[coupon-tracker] add ${reportUrl} to the request domains`)
      }
      answer(outcome)
    }
    const query = `app_id=${encodeURIComponent(appId)}&timestamp=${Math.floor(now() / 1000)}&nonce=${random().toString(36).slice(2)}`
    // Where this throws no answer comes, which the reporter takes for what it is.
    const task = attempt(() =>
      wx.request({
        url: reportUrl + (reportUrl.includes('?') ? '&' : '?') + query,
        method: 'POST',
        data: (events[1] ? events : events[0]) as WechatMiniprogram.IAnyObject,
        timeout: TIMEOUT_MS,
        success: ({ statusCode, data }) => answer(classifyResponse(statusCode, data)),
        fail: ({ errMsg, errno }) => fail(errMsg, errno),
      }),
    )
    // Some hosts make a promise of it: what it brings came through the callbacks already.
    const { then, abort } = Object(task) as { then?: unknown; abort?: unknown }
    if (typeof then === 'function') attempt(() => void then.call(task, ignore, ignore))
    return () => {
      if (typeof abort === 'function') attempt(() => void abort.call(task))
    }
  }
}
