import type { Outcome } from '../delivery/ports'

/** A captive portal answers with whole pages. */
const MAX_REASON = 200

/**
 * What an answer means. Only a 200 with a numeric `code` is the collector's own word; a proxy's 502 that happens to
 * say `{code: 0}` is not, nor is an HTML page with status 200. That it cannot take the body (400, 413, 422) is.
 * Source: Tencent Youshu, report interface (HTTP 200 = reached; code ≠ 0 = the client's error).
 */
export const answered = (status: number, body: unknown): Outcome => {
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
export const failed = (reason = 'request:fail', errno = 0): Outcome & { kind: 'later' } => ({
  kind: 'later',
  reason,
  far: errno === 600002 || reason.includes('domain list'),
})
