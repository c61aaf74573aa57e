import { bestFirst } from './best-first'
import type { Cart } from './cart'
import { judged } from './judged'
import type { Judgement } from './judgement'
import { type Options, occasionOf } from './occasion'
import { orderOf } from './order'
import type { UserCoupon } from './user-coupon'
import { verdictOn } from './verdict'

/** Which of these coupons can be used on this cart now (milliseconds), why not the others, and which is best. */
export const evaluateCoupons = (
  coupons: readonly UserCoupon[],
  cart: Cart,
  now: number,
  options: Options = {},
): Judgement => {
  const order = orderOf(cart)
  return bestFirst(
    coupons.map((piece) => {
      const occasion = occasionOf(piece, order, now, options)
      return judged(occasion, verdictOn(occasion))
    }),
  )
}
