import type { Compiled } from '../../compiled'

/** A code space's list of request domains: from origin to the path at which this machine answers for it. */
export type Domains = Readonly<Record<string, string>>

/** The plugin owner's list: the vendor's host, whose part the collector takes. */
export const PLUGIN_DOMAINS: Domains = { 'https://zhls.qq.com': '/youshu' }

/** The demo merchant's list: the merchant's own server, and the coupon gateway. */
const DEMO_DOMAINS: Domains = {
  'https://shop.shanlan.example': '/shop',
  'https://gateway.shanlan.example': '/gateway',
}

/** The host's list. A shop that has the tracker as an npm package must list the vendor's host itself; it is lent here. */
export const hostDomains = ({ host }: Compiled): Domains =>
  host.modules.includes('miniprogram_npm/youshu-coupon-plugin/')
    ? { ...DEMO_DOMAINS, ...PLUGIN_DOMAINS }
    : DEMO_DOMAINS
