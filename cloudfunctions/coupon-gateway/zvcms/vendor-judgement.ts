import type { Issue } from '../lib/check'
import { bestFirst } from '../embedded/best-first'
import type { Cart } from '../embedded/cart'
import { judged } from '../embedded/judged'
import type { Judgement } from '../embedded/judgement'
import { type Occasion, occasionOf } from '../embedded/occasion'
import { orderOf } from '../embedded/order'
import type { UserCoupon } from '../embedded/user-coupon'
import { type Verdict, verdictOn } from '../embedded/verdict'

/** The vendor sends no amounts: what its goods lists hide, the till will say. */
const usable = ({ deduction }: Occasion): Verdict =>
  deduction
    ? { usable: true }
    : { usable: true, reason: 'no_discount', reason_text: '抵扣金额以门店确认为准' }

/**
 * The vendor's list as a judgement. What it lists can be used, that is what the method is for, and it knows goods and
 * history that nobody here does; only the amounts are ours. Where a coupon's own fields say no, that is a warning.
 */
export const vendorJudgement = (
  coupons: readonly UserCoupon[],
  cart: Cart,
  now: number,
): { readonly judgement: Judgement; readonly warnings: readonly Issue[] } => {
  const order = orderOf(cart)
  const occasions = coupons.map((piece) => occasionOf(piece, order, now, {}))
  const warnings = occasions.flatMap((occasion, at) => {
    const { usable: own, reason } = verdictOn(occasion)
    if (own !== false || reason === undefined) return []
    return { path: `data[${at}]`, expected: 'a coupon that its own fields allow', received: reason }
  })
  return {
    judgement: bestFirst(occasions.map((occasion) => judged(occasion, usable(occasion)))),
    warnings,
  }
}
