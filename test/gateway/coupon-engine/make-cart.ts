import { type Cart, readCart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'

/** Lines as `[price in yuan, number of pieces]`; the goods are called A, B, C…; dine-in unless it says otherwise. */
export const makeCart = (
  lines: readonly (readonly [number | string, number])[],
  rest: Record<string, unknown> = {},
): Cart => {
  const trade_marks = lines.map(([price, num], at) => ({
    num,
    trade_mark: String.fromCharCode(65 + at),
    price,
  }))
  const read = readCart({ multi_mark: '7101', type_cate: 1, trade_marks, ...rest })
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.cart
}
