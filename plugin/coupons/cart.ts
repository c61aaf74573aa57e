/**
 * What is about to be bought. Amounts are in yuan.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数; `delivery_fee` is the gateway's own.
 */
export interface Cart {
  /** The shop. */
  readonly multi_mark?: string
  /** The goods: how many, which, and the price of one. */
  readonly trade_marks: readonly {
    readonly num: number
    readonly trade_mark: string
    readonly price: number | string
  }[]
  /** What the order gets off already, before any coupon. */
  readonly discount_price?: number | string
  /** 1 dine-in, 3 delivery. */
  readonly type_cate: 1 | 3
  readonly delivery_fee?: number | string
}
