import { mend } from '../event/schema'
import type * as Privacy from './privacy'

// What knows a person's data is loaded where there may be some.
const privacy = (): typeof Privacy => require('./privacy')

type Pairs = readonly (readonly [key: string, value: unknown])[]
const join = (route: string, query: Pairs, redacted: readonly string[]): string => {
  const pairs = query.length ? privacy().publicPairs(query, redacted) : []
  return mend(route.replace(/^\/+/, '') + (pairs.length ? `?${pairs.join('&')}` : ''))
}

/**
 * The page as the vendor wants it: the route (without a leading `/`), and its query just as the host got it, without
 * what is a person's by its key or by its shape, wherever it stands: in the `scene` of a QR code, in the address (`q`)
 * of an ordinary link's, in JSON. `redacted`: further keys that never leave.
 * Source: Tencent Youshu, consume_coupon, page.
 */
export const pagePath = (
  route: string,
  query: Readonly<Record<string, unknown>>,
  redacted: readonly string[],
): string => join(route, Object.entries(query), redacted)

/** More than a route of WeChat's has: a fragment, an encoded query, a number. */
const ODD = /[^\w/.:-]|\d{7}/

/** The same for a page that the merchant, or another SDK, names; '' where it names none. */
export const givenPagePath = (page: string, redacted: readonly string[]): string => {
  const [, route = '', query = ''] = /^([^?#]*)\??([^]*)$/.exec(page) ?? []
  const parts = ODD.test(route)
    ? route.split('/').map((part) => privacy().publicText(part, redacted))
    : [route]
  const pairs = query
    .split('&')
    .filter((pair) => pair && !pair.startsWith('#'))
    .map((pair) => [pair.split('=', 1)[0] ?? '', pair.replace(/^[^=]*=?/, '')] as const)
  return route && join(parts.join('/'), pairs, redacted)
}

/** The title of a page, by its path without the query, in what `init` was given. */
export const titleOf = (
  titles: Readonly<Record<string, string>> | undefined,
  path = '',
): string | undefined => {
  const query = path.indexOf('?')
  return titles?.[query < 0 ? path : path.slice(0, query)]
}
