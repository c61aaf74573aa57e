import { attempt } from '../attempt'
import type { Clock, Response, Transport } from '../delivery/ports'

/** A captive portal answers with whole pages. */
const MAX_REASON = 200
/** Where the collector is overloaded and does not say for how long. */
const OVERLOADED_MS = 60_000

const headerOf = (headers: unknown, name: string): string => {
  for (const [key, value] of Object.entries(Object(headers) as Record<string, unknown>)) {
    if (key.toLowerCase() === name) return String(value).trim()
  }
  return ''
}
/** `Retry-After`: seconds, or a date; in ms. */
const retryAfter = (status: number, text: string, dateMs: number | undefined, now: number) => {
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - (dateMs ?? now)
  if (ms > 0) return ms
  return status === 429 ? OVERLOADED_MS : undefined
}

/**
 * What an answer means. Only a 200 with a numeric `code`, or a 400, 413 or 422 whose body has one, is the collector's
 * own word; a proxy's 502 that happens to say `{code: 0}` is not, nor is an HTML page with any status.
 * Source: Tencent Youshu, report interface (HTTP 200 = reached; code ≠ 0 = the client's error).
 */
export const classifyResponse = (
  status: number,
  body: unknown,
  headers?: unknown,
  now = 0,
): Response => {
  const { code } = Object(
    typeof body === 'string' ? attempt<unknown>(() => JSON.parse(body)) : body,
  ) as {
    code?: unknown
  }
  const date = Date.parse(headerOf(headers, 'date'))
  const dateMs = date > 0 ? date : undefined
  const isCoded = typeof code === 'number'
  if (status === 200 && code === 0) return { kind: 'accepted', dateMs }
  const reason = `HTTP ${status} ${JSON.stringify(body)}`.slice(0, MAX_REASON)
  if (isCoded && [200, 400, 413, 422].includes(status)) return { kind: 'refused', reason, dateMs }
  const retryAfterMs = retryAfter(status, headerOf(headers, 'retry-after'), dateMs, now)
  return { kind: 'retryable', reason, answered: true, retryAfterMs }
}

/** The domain is not listed, which the merchant must mend. Source: WeChat, general error codes (errno), 2.24.0. */
const isUnlisted = (reason: string, errno: number): boolean =>
  errno === 600002 || reason.includes('domain list')

const TIMEOUT_MS = 10_000
const ignore = (): void => undefined

/**
 * POSTs events to the collector: one event as the object of seed 000, several as an array of them.
 * Query: `app_id`, `timestamp` in seconds, `nonce` random, at most 32 characters, fresh for each request.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon (请求示例) and the report interface.
 */
export const createTransport = ({ now, random }: Clock): Transport => {
  let isWarned = false
  return ({ texts, to: { appId, reportUrl } }, respond) => {
    // Some hosts wrap `wx.request`, and not all of them hand on what it brings.
    const fail = (result: unknown) => {
      const { errMsg = 'request:fail', errno = 0 } = Object(result) as {
        errMsg?: unknown
        errno?: number
      }
      const reason = String(errMsg)
      if (isUnlisted(reason, errno) && !isWarned) {
        isWarned = true
        console.error(`[coupon-tracker] add ${reportUrl} to the request domains`)
      }
      respond({ kind: 'retryable', reason, answered: false })
    }
    const events = texts.map((text) => JSON.parse(text) as WechatMiniprogram.IAnyObject)
    const query = `app_id=${encodeURIComponent(appId)}&timestamp=${Math.floor(now() / 1000)}&nonce=${random().toString(36).slice(2)}`
    // Where this throws no answer comes, which the sender takes for what it is.
    const task = attempt(() =>
      wx.request({
        url: reportUrl + (reportUrl.includes('?') ? '&' : '?') + query,
        method: 'POST',
        data: (events[1] ? events : events[0]) as WechatMiniprogram.IAnyObject,
        timeout: TIMEOUT_MS,
        success(result) {
          const { statusCode, data, header } = Object(result) as typeof result
          respond(classifyResponse(statusCode, data, header, now()))
        },
        fail,
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
