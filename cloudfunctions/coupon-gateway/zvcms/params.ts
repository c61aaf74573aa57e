import type { UseCouponRequest } from './use-coupon-request'

/**
 * The request as it goes on the wire: every number as text, as in the vendor's example. Of a user's id and code only the
 * id goes, which is the one that the vendor takes when it gets both.
 */
export const params = (request: UseCouponRequest) => {
  const { multi_mark, user_id, user_code, trade_marks, discount_price, type_cate } = request
  return {
    ...(multi_mark !== undefined && { multi_mark }),
    ...(user_id === undefined ? { user_code } : { user_id }),
    trade_marks: trade_marks.map(({ num, trade_mark, price }) => ({
      num: `${num}`,
      trade_mark,
      price,
    })),
    ...(discount_price !== undefined && { discount_price }),
    type_cate: `${type_cate}`,
  }
}
