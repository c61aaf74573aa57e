import type { Clock, Send } from '../delivery/ports'
import { attempt } from '../attempt'
import { answered, failed } from './answer'

const TIMEOUT_MS = 10_000

/**
 * POSTs events to the collector: one event as the object of seed 000, several as an array of them.
 * Query: `app_id`, `timestamp` in seconds, `nonce` random, at most 32 characters, fresh for each request.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon (请求示例) and the report interface.
 */
export const createSend = (
  { now, random }: Clock,
  target: () => { appId: string; reportUrl: string },
): Send => {
  let warned = false
  return (events, answer) => {
    const { appId, reportUrl } = target()
    const fail = (errMsg?: string, errno?: number) => {
      const outcome = failed(errMsg, errno)
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
        success: ({ statusCode, data }) => answer(answered(statusCode, data)),
        fail: ({ errMsg, errno }) => fail(errMsg, errno),
      }),
    )
    return () => task?.abort()
  }
}
