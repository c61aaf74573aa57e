/** Where the vendor contradicts itself: which reading holds. */
export interface Options {
  /** The vendor's tills want more than the minimum, its texts say 满58元可用, which is at least. Default false: at least. */
  readonly strictThreshold?: boolean
  /**
   * What `min_amount_use` and `min_num_use` count: the goods that the coupon is for, which is the default, or everything
   * on the order (订单满几件, as the table says it).
   */
  readonly thresholdOn?: 'eligible' | 'order'
  /**
   * Which piece is the second dearest of three at 30, 30 and 20: by rank, the default, the other one at 30; by price the
   * one at 20.
   */
  readonly secondBy?: 'rank' | 'price'
  /** Which of two fields holds the face value of a cash coupon where both are numbers. Default `all_coupon_amount`. */
  readonly faceFrom?: 'all_coupon_amount' | 'amount'
  /**
   * The vendor's 门店ID for a 门店编码: a cart names its shop by the code, coupons list ids, and the two are different
   * things even where both are numbers. Default: none are known.
   */
  readonly shopIds?: ReadonlyMap<string, string>
  /** For a merchant whose codes are the ids. Default false. */
  readonly shopCodeIsId?: boolean
  /** How many pieces of a batch the user has used today. Absent: that is not known. */
  readonly usesToday?: (coupon_id: string) => number
}
