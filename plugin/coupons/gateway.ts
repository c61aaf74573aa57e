/**
 * The way to the coupon gateway, which the host gives: the gateway's path (such as `/usable-coupons`) and the JSON
 * body in, the decoded JSON answer of a 200 out. Anything else rejects; where there was an answer of another status,
 * with an object that has it as `status`. A plugin cannot go there by itself: its request domains and its cloud are
 * the plugin owner's, not the merchant's.
 */
export type Gateway = (path: string, body: object) => Promise<unknown>
