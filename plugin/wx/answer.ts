import type { Outcome } from '../report/ports'

/**
 * What an answer means. Only a 200 with a numeric `code` is the collector's own word; a proxy's 502 that happens to
 * say `{code: 0}` is not, nor is an HTML page with status 200.
 * Source: Tencent Youshu, report interface (HTTP 200 = reached; code ≠ 0 = the client's error).
 */
export const answered = (statusCode: number, body: unknown): Outcome => {
  if (statusCode === 413 || statusCode === 400 || statusCode === 422) {
    return { kind: 'refused', reason: `HTTP ${statusCode}` }
  }
  if (statusCode !== 200) return { kind: 'later', reason: `HTTP ${statusCode}` }
  const { code, msg } = (body ?? {}) as { code?: unknown; msg?: unknown }
  if (code === 0) return { kind: 'accepted' }
  if (typeof code !== 'number') return { kind: 'later', reason: 'HTTP 200 without a code' }
  return { kind: 'refused', reason: `code ${code}${typeof msg === 'string' ? `: ${msg}` : ''}` }
}

const DOMAIN_NOT_LISTED = 600002

/** What a failed request means. Source: WeChat, general error codes (errno), from base library 2.24.0. */
export const failed = (errMsg: string, errno?: number): Outcome => ({
  kind: 'later',
  reason: errMsg || 'request:fail',
  ...((errno === DOMAIN_NOT_LISTED || /domain list/.test(errMsg)) && { far: true }),
})
