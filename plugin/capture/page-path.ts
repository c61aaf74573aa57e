import { mend } from '../event/schema'
import type * as Privacy from './privacy'

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
): string => {
  // What knows a person's data is loaded where there may be some.
  const privacy = (): typeof Privacy => require('./privacy')
  const pairs = Object.keys(query).length ? privacy().publicPairs(query, redacted) : []
  return mend(route.replace(/^\/+/, '') + (pairs.length ? `?${pairs.join('&')}` : ''))
}

/** The same for a page that the merchant names. */
export const givenPagePath = (page: string, redacted: readonly string[]): string => {
  const [route = '', ...query] = page.split('?')
  const pairs = query
    .join('?')
    .split('&')
    .filter(Boolean)
    .map((pair) => [pair.split('=', 1)[0], pair.replace(/^[^=]*=?/, '')] as const)
  return pagePath(route, Object.fromEntries(pairs) as Record<string, string>, redacted)
}
