import { createHmac } from 'node:crypto'

/** What Youshu gives out: the app id (`bi…`, not the mini-program's) and the secret that signs. */
export interface YoushuCredential {
  readonly appId: string
  readonly appSecret: string
}

/**
 * The signature of Youshu's server interfaces: HMAC-SHA256 over four query values in ASCII order, not url-encoded;
 * the body is not signed. (One page of theirs prints a bare `sha256(…)`; only the HMAC gives their printed values.)
 * `timestamp` is in seconds.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const sign = (credential: YoushuCredential, nonce: string, timestamp: string): string =>
  createHmac('sha256', credential.appSecret)
    .update(`app_id=${credential.appId}&nonce=${nonce}&sign=sha256&timestamp=${timestamp}`)
    .digest('hex')

/** The five query values that every signed call carries; further ones are not signed. */
export const signedQuery = (
  credential: YoushuCredential,
  nonce: string,
  timestamp: string,
  further: Readonly<Record<string, string>> = {},
): string =>
  new URLSearchParams({
    app_id: credential.appId,
    nonce,
    sign: 'sha256',
    timestamp,
    signature: sign(credential, nonce, timestamp),
    ...further,
  }).toString()
