/** How the gateway answers `/usable-coupons`; the page offers each as a control. */
export const GATEWAY_MODES = ['ok', 'slow', 'http500', 'malformed'] as const
export type GatewayMode = (typeof GATEWAY_MODES)[number]

/** One question to the coupon gateway. No token and no key ever stands in it. */
export interface GatewayCall {
  readonly id: number
  /** ms since 1970 */
  readonly at: number
  /** The phone with its session; the merchant's server or the operator with the key. */
  readonly from: 'phone' | 'shop' | 'operator'
  readonly path: string
  /** How the gateway was told to answer. */
  readonly mode: GatewayMode
  /** The JSON that came, or the text where it was none. */
  readonly body?: unknown
  /** These three are absent while it is under way. `answer` is a text where it was no JSON. */
  readonly status?: number
  readonly ms?: number
  readonly answer?: unknown
  /** The phone did not wait for the answer. */
  readonly gone?: true
}
