import { isRecord } from '../lib/check'
import { parseJson } from '../lib/json'
import { redact } from '../lib/http'
import { type Invalid, invalid, type Unconfigured, unconfigured } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import type { Settings } from '../lib/settings'
import { sign, signedQuery } from '../youshu/client'

/** A merchant's account at Youshu, as far as events go. */
export interface Tenant {
  readonly appId: string
  /** Absent: the vendor issued none to us, so the events go to the unsigned address, as from a phone. */
  readonly appSecret?: string
  readonly baseUrl: string
  /** It is YOUSHU_APP_ID's, as the embedded coupons are: their uses are noted. */
  readonly isOwn?: true
}

export type TenantSettings = Pick<
  Settings,
  'YOUSHU_APP_ID' | 'YOUSHU_APP_SECRET' | 'YOUSHU_BASE_URL' | 'RELAY_APP_IDS'
>

/** The merchants whose events are taken: our own account, and those that RELAY_APP_IDS adds. */
export const tenantsOf = (settings: TenantSettings): readonly Tenant[] => {
  const { YOUSHU_APP_ID: own, YOUSHU_APP_SECRET: appSecret, YOUSHU_BASE_URL: baseUrl } = settings
  const others = settings.RELAY_APP_IDS.filter(({ appId }) => appId !== own)
  return [
    ...(own === undefined
      ? []
      : [
          {
            appId: own,
            baseUrl,
            isOwn: true as const,
            ...(appSecret !== undefined && { appSecret }),
          },
        ]),
    ...others.map((tenant) => ({ ...tenant, baseUrl })),
  ]
}

/** The merchant whom a caller names; without a name, ourselves. */
export const tenantOf = (
  settings: TenantSettings,
  app_id: string | undefined = settings.YOUSHU_APP_ID,
): Tenant | Invalid | Unconfigured => {
  if (app_id === undefined) return unconfigured('YOUSHU_APP_ID')
  const tenant = tenantsOf(settings).find(({ appId }) => appId === app_id)
  const expected = 'YOUSHU_APP_ID, or one of RELAY_APP_IDS'
  return tenant ?? invalid([{ path: 'app_id', expected, received: 'another app id' }])
}

/** What came of one call. */
export type Answer =
  | { readonly kind: 'accepted' }
  /** The vendor's own word about what was sent; `own` is false where something before it refused (a firewall's 403). */
  | {
      readonly kind: 'refused'
      readonly own: boolean
      readonly code: string
      readonly message: string
    }
  /** It says nothing about the events. `unknown`: it may have taken them. */
  | {
      readonly kind: 'unavailable'
      readonly unknown: boolean
      readonly code: string
      readonly message: string
      readonly retryAfterMs?: number
    }

/** Milliseconds for one call: less than a stopping process has to record its answer, and much less than a lease. */
export const CALL_TIMEOUT_MS = 6_000
// A vendor that asks for more has made a mistake; we ask again the next day.
const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000
// Their own words about the body, where the status is not 200.
const ABOUT_THE_BODY = new Set([400, 413, 422])

const LEFT = new Set<string>(['timeout', 'network', 'too_large', 'aborted'])

const retryAfter = (header: string | undefined, now: number): { retryAfterMs?: number } => {
  if (header === undefined) return {}
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? { retryAfterMs: Math.min(ms, MAX_RETRY_AFTER_MS) } : {}
}

/**
 * Sends events once, in their order: signed to `safe-report` where we have the secret.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const sendEvents = async (
  tenant: Tenant,
  bodies: readonly string[],
  { http, clock, random }: Pick<Ports, 'http' | 'clock' | 'random'>,
): Promise<Answer> => {
  const { appId, appSecret, baseUrl } = tenant
  const timestamp = String(Math.floor(clock.now() / 1000))
  const nonce = random.nonce()
  const url =
    appSecret === undefined
      ? `${baseUrl}/api/report?${new URLSearchParams({ app_id: appId, timestamp, nonce }).toString()}`
      : `${baseUrl}/api/v1/safe-report?${signedQuery({ appId, appSecret }, nonce, timestamp)}`
  const secrets =
    appSecret === undefined ? [] : [appSecret, sign({ appId, appSecret }, nonce, timestamp)]
  const outcome = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: `[${bodies.join(',')}]`,
    timeoutMs: CALL_TIMEOUT_MS,
  })
  if (outcome.kind === 'failed')
    return {
      kind: 'unavailable',
      // What was held back on our own side never left.
      unknown: LEFT.has(outcome.reason),
      code: outcome.reason,
      message: 'No whole answer came from Youshu',
    }
  const { status, headers } = outcome
  const answer = parseJson(outcome.body)
  const { retcode, code: reportCode, errmsg, msg } = isRecord(answer) ? answer : {}
  const code = retcode ?? reportCode
  const words = errmsg ?? msg
  const message = redact(typeof words === 'string' ? words : '', secrets)
  if (status === 200 && code === 0) return { kind: 'accepted' }
  if (typeof code === 'number' && code !== 0 && (status === 200 || ABOUT_THE_BODY.has(status)))
    return { kind: 'refused', own: true, code: String(code), message }
  // An HTML page with status 200 is some proxy's, and so is a 401 or 302: the events were not read.
  if (status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429)
    return { kind: 'refused', own: false, code: `http_${status}`, message }
  return {
    kind: 'unavailable',
    // Behind a gateway's 502 and 504 the vendor may have taken them.
    unknown: status >= 500 || status === 408,
    code: status === 200 ? 'malformed' : `http_${status}`,
    message: message || `Youshu answered with HTTP ${status}`,
    ...retryAfter(headers['retry-after'], clock.now()),
  }
}
