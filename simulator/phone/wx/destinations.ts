import type { Compiled } from '../../compiled'
import { ApiFailure } from './api'

/** A code space's list of request domains: from origin to the path at which this machine answers for it. */
export type Domains = Readonly<Record<string, string>>

/** The plugin owner's list: the vendor's host, whose part the collector takes. */
export const PLUGIN_DOMAINS: Domains = { 'https://zhls.qq.com': '/youshu' }

/** The demo merchant's list: the merchant's own server, and the coupon gateway. */
const DEMO_DOMAINS: Domains = {
  'https://shop.shanlan.example': '/shop',
  'https://gateway.shanlan.example': '/gateway',
}

/**
 * The host's list. A shop that has the tracker as an npm package must list the vendor's host itself; it is lent here. The
 * prefix of its storage keys shows the package wherever a framework's bundler has put it.
 */
export const hostDomains = ({ host }: Compiled): Domains =>
  host.modules.includes('youshu-coupon:') ? { ...DEMO_DOMAINS, ...PLUGIN_DOMAINS } : DEMO_DOMAINS

/** Sends a request to a host that is not this machine; `init` as for `fetch`. */
export type Elsewhere = (url: string, init: RequestInit) => Promise<Response>

/**
 * Requests to hosts that this machine does not play: its server passes them on, or plays a recorded answer, as it was
 * started. Where it was started without either, they fail as in WeChat, and `onRefused` gets the reason.
 */
export const createElsewhere =
  (onRefused: (url: string, reason: string) => void): Elsewhere =>
  async (url, { method = 'GET', headers, body, signal }) => {
    const head = { url, method, headers: Object.fromEntries(new Headers(headers)) }
    const response = await fetch('/internet', {
      method: 'POST',
      // Headers hold ASCII only.
      headers: { 'internet-request': encodeURIComponent(JSON.stringify(head)) },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    const answer = response.headers.get('internet-answer')
    if (answer === null) {
      const { error = 'no answer' } = (await response.json()) as { error?: string }
      onRefused(url, error)
      if (response.status === 403) throw new ApiFailure('url not in domain list', 600002)
      throw new ApiFailure(error, 600001)
    }
    const { status, headers: given } = JSON.parse(decodeURIComponent(answer)) as {
      readonly status: number
      readonly headers: Record<string, string>
    }
    const hasBody = status !== 204 && status !== 304 && status >= 200
    return new Response(hasBody ? await response.arrayBuffer() : null, { status, headers: given })
  }
