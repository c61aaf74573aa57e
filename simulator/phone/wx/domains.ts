/** A code space's list of request domains: from origin to the path at which this machine answers for it. */
export type Domains = Readonly<Record<string, string>>

/** The plugin owner's list: the vendor's host, whose part the collector takes. */
export const PLUGIN_DOMAINS: Domains = { 'https://zhls.qq.com': '/youshu' }

/** The merchant's list: the merchant's own server, and the coupon gateway. */
export const HOST_DOMAINS: Domains = {
  'https://shop.shanlan.example': '/shop',
  'https://gateway.shanlan.example': '/gateway',
}
