import { createHmac } from 'node:crypto'
import type { KeyCasing } from './zvcms-config'

/** The four public parameters that a signature covers. */
export interface Signed {
  readonly openId: string
  readonly grantCode: string
  readonly nonce: string
  /** Seconds since 1970. */
  readonly timestamp: string
}

// Sorted by their bytes, as the vendor wants; the order is the same in both casings.
const KEYS = ['grantCode', 'nonce', 'openId', 'timestamp'] as const

const pascal = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1)

/**
 * The vendor's 数字签名 of a request: HMAC-SHA1 of its four public parameters, base64, urlencoded. The business
 * parameters are not part of it.
 */
export const token = (signed: Signed, openKey: string, casing: KeyCasing = 'pascal'): string => {
  const text = KEYS.map((key) => `${casing === 'pascal' ? pascal(key) : key}=${signed[key]}`).join(
    '&',
  )
  return encodeURIComponent(createHmac('sha1', openKey).update(text).digest('base64'))
}
