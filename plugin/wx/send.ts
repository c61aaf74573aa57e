import type { Clock, Send } from '../report/ports'
import { answered, failed } from './answer'
import { pluginWx } from './plugin-wx'

const TIMEOUT_MS = 10_000

const nonce = (clock: Clock): string => {
  let text = ''
  while (text.length < 32) text += clock.random().toString(36).slice(2)
  return text.slice(0, 32)
}

/**
 * POSTs events to the collector: one event as the object of seed 000, several as an array of them.
 * Query: `app_id`, `timestamp` in seconds, `nonce` random, at most 32 characters, fresh for each request.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon (请求示例) and the report interface.
 */
export const createSend = (
  clock: Clock,
  target: () => { appId: string; reportUrl: string },
): Send => {
  let warned = false
  const fail = (reportUrl: string, errMsg: string, errno?: number) => {
    const outcome = failed(errMsg, errno)
    if (outcome.kind === 'later' && outcome.far && !warned) {
      warned = true
      console.error(
        `[coupon-tracker] ${reportUrl} is not in the plugin's list of request domains (request 合法域名): add its domain. Events wait until then.`,
      )
    }
    return outcome
  }
  return (events, answer) => {
    const { appId, reportUrl } = target()
    const query = `app_id=${encodeURIComponent(appId)}&timestamp=${Math.floor(clock.now() / 1000)}&nonce=${nonce(clock)}`
    try {
      const task = pluginWx().request({
        url: reportUrl + (reportUrl.includes('?') ? '&' : '?') + query,
        method: 'POST',
        data: (events.length === 1 ? events[0] : events) as WechatMiniprogram.IAnyObject,
        timeout: TIMEOUT_MS,
        success: ({ statusCode, data }) => answer(answered(statusCode, data)),
        fail: ({ errMsg, errno }) => answer(fail(reportUrl, errMsg, errno)),
      })
      return () => task?.abort()
    } catch (error) {
      answer(failed(String(error)))
      return () => undefined
    }
  }
}
