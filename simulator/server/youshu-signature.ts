import { createHmac } from 'node:crypto'

const SIGNED = ['app_id', 'nonce', 'sign', 'timestamp']

/**
 * The signature that a query ought to carry, computed from the vendor's page and not by the gateway's code: the four
 * signed values in ASCII order, HMAC-SHA256 under the app secret, in hexadecimal.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const youshuSignature = (query: URLSearchParams, appSecret: string): string =>
  createHmac('sha256', appSecret)
    .update(SIGNED.map((key) => `${key}=${query.get(key) ?? ''}`).join('&'))
    .digest('hex')
