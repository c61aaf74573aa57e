import { byWorth, type Decision, decisionOf, type RuleResult } from './decision'
import { bestOf, byId, type Ids, nameOf, type Ranking } from './ranking'
import type { RuleContext } from './rule'

/** A coupon with what was decided about it. `id` is the piece, `couponId` its code, `coupon_id` the batch. */
export interface EvaluatedCoupon extends Decision {
  readonly id: string
  readonly couponId: string | undefined
  readonly coupon_id: string | undefined
}

/** All coupons of a user on one cart, best first, and the one to choose. */
export interface Evaluation {
  readonly best: string | null
  readonly coupons: readonly EvaluatedCoupon[]
}

/** Field by field: a spread takes several times as long, and a user may hold a thousand. */
const shownAs = (piece: Ids, decision: Decision): EvaluatedCoupon => ({
  id: nameOf(piece),
  couponId: piece.couponId,
  coupon_id: piece.coupon_id,
  usable: decision.usable,
  reason: decision.reason,
  reason_text: decision.reason_text,
  deduction: decision.deduction,
  start_at: decision.start_at,
  end_at: decision.end_at,
  coupon: decision.coupon,
})

/** A coupon as it is shown, with the result on it. */
export const evaluatedCoupon = (context: RuleContext, result: RuleResult): EvaluatedCoupon =>
  shownAs(context.piece, decisionOf(context, result))

/** By worth, and of equal ones the lower id first. */
export const bestFirst = (coupons: readonly EvaluatedCoupon[]): Evaluation => {
  const sorted = [...coupons]
  sorted.sort((a, b) => byWorth(a, b) || byId(a.id, b.id))
  const [first] = sorted
  return { best: first ? bestOf(first, first) : null, coupons: sorted }
}

/** Coupons that were decided one by one, as a ranking in which each is a kind of its own. */
export const rankingOf = ({ best, coupons }: Evaluation): Ranking => ({
  best,
  kinds: coupons,
  decisions: coupons,
  ranks: [{ pieces: coupons.map((piece, kind) => ({ piece, kind })) }],
})

/** Each coupon of a ranking with what was decided about it. */
export const evaluationOf = ({ best, decisions, ranks }: Ranking): Evaluation => {
  const coupons: EvaluatedCoupon[] = []
  for (const { pieces } of ranks)
    for (const { piece, kind } of pieces) {
      const decision = decisions[kind]
      if (decision) coupons.push(shownAs(piece, decision))
    }
  return { best, coupons }
}
