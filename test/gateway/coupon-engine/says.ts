import type { Cart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { Options } from '../../../cloudfunctions/coupon-gateway/coupon-engine/options'
import { makeCart } from './make-cart'
import { makeCoupon, NOON } from './make-coupon'
import { evaluateOne } from './evaluate-one'

type Fields = Record<string, unknown>

/** Two pieces at 30.00, at a table. */
export const sixtyYuan = makeCart([[30, 2]])

export const INCOMPLETE = '优惠券规则不完整,以门店确认为准'

/** The verdict on a coupon in short: usable or not, by which rule, with which sentence. */
export const says = (
  coupon: Fields,
  piece: Fields = {},
  cart: Cart = sixtyYuan,
  now = NOON,
  options: Options = {},
): unknown[] => {
  const { usable, reason, reason_text } = evaluateOne(makeCoupon(coupon, piece), cart, now, options)
  return reason === undefined ? [usable] : [usable, reason, reason_text]
}
