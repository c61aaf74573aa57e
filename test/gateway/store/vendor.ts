import type { Http, HttpOutcome } from '../../../cloudfunctions/coupon-gateway/lib/http'
import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'

interface Call {
  readonly url: string
  readonly ids: readonly string[]
}

const answer = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
export const accept = answer(200, { code: 0, msg: 'ok' })
export const refuse = answer(200, { code: 1003, msg: 'bad event' })
export const unsigned = answer(200, { code: 10001, msg: 'signature error' })
export const firewall = answer(403, '<html>')
export const broken = answer(500, 'oops')
export const lost: HttpOutcome = { kind: 'failed', reason: 'timeout', retryable: true }
export const busy = (seconds: number) => answer(503, '', { 'retry-after': String(seconds) })

/** A vendor that remembers every call, and answers as the test says. */
export const createVendor = (decide: (ids: readonly string[]) => HttpOutcome = () => accept) => {
  const calls: Call[] = []
  const pushed: unknown[] = []
  let decided = decide
  let decidedPush = () => answer(200, { retcode: 0, errmsg: '', data: {} })
  const http: Http = async ({ url, body = '[]' }) => {
    const parsed: unknown = JSON.parse(body)
    if (url.includes('stable_token'))
      return answer(200, { access_token: 'a token', expires_in: 7200 })
    if (url.includes('/datacube/'))
      return answer(200, { list: [{ ref_date: Object(parsed).begin_date, view_cnt: 7 }] })
    if (!Array.isArray(parsed)) {
      pushed.push(parsed)
      return decidedPush()
    }
    const events: { props: { extra?: { event_id: string } } }[] = parsed
    const ids = events.map(({ props }) => props.extra?.event_id ?? '')
    calls.push({ url, ids })
    return decided(ids)
  }
  let nonces = 0
  const ports: Ports = {
    http,
    clock: { now: Date.now, sleep: async () => undefined },
    random: { number: () => 0.5, nonce: () => `nonce${(nonces += 1)}` },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
  return {
    ports,
    calls,
    /** The bodies of what was neither a report nor WeChat's: coupons that were pushed. */
    pushed,
    answersPushes(status: number, body: unknown) {
      decidedPush = () => answer(status, body)
    },
    /** Every event that arrived, in order, as often as it did. */
    arrived: () => calls.flatMap(({ ids }) => ids),
    answers(next: typeof decide) {
      decided = next
    },
  }
}
