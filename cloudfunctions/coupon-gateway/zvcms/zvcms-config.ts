/** What the vendor's console gives out, and how its signature is spelled. */
export interface ZvcmsConfig {
  /** Scheme and host, without a slash at its end. */
  readonly baseUrl: string
  readonly openId: string
  readonly grantCode: string
  /** Signs; never sent. */
  readonly openKey: string
  /** Default `pascal`. */
  readonly keyCasing?: KeyCasing
  /** Default 5,000: a user waits at the checkout. */
  readonly timeoutMs?: number
}

/**
 * How the keys are spelled inside the signed text. The published vectors are of v3 and use `camel`; v2 writes its
 * parameters as `OpenId`, so `pascal` is the likely form there, but no vector of it is published.
 */
export type KeyCasing = 'pascal' | 'camel'
