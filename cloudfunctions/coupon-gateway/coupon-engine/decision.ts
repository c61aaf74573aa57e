import { type CouponTemplate, UNREADABLE, type UserCoupon } from './coupon'
import { deductionOf } from './deduction'
import type { Order } from './order'
import type { Options } from './options'
import type { Answer, Reason, Rule, RuleContext } from './rule'
import { RULES_OF_CART, takesSomethingOff } from './rules-of-cart'
import { RULES_OF_COUPON, withinDailyLimit } from './rules-of-coupon'
import { eligibleGoods, termsOf, validity } from './terms'

/** All the rules, in the order in which their reasons are given: what the user cannot change comes first. */
const RULES: readonly Rule[] = [
  ...RULES_OF_COUPON,
  ...RULES_OF_CART,
  withinDailyLimit,
  takesSomethingOff,
]

/** Whether a coupon can be used; if not, or if that cannot be decided, by which rule, and in a sentence for the user. */
export interface RuleResult {
  readonly usable: Answer
  readonly reason?: Reason
  readonly reason_text?: string
}

/** What was decided about a coupon, the same for all that differ in their ids alone. */
export interface Decision {
  readonly usable: Answer
  /** The rule, and the sentence for the user: why not, why that is undecided, or that the amount is the till's to say. */
  readonly reason: Reason | undefined
  readonly reason_text: string | undefined
  /** Yuan; for an unknown coupon what it takes off if the open question turns out well, 0 where that is open too. */
  readonly deduction: number
  /** Seconds since 1970. */
  readonly start_at: number | undefined
  readonly end_at: number | undefined
  readonly coupon: CouponTemplate
}

/** Everything that the rules ask about more than once, worked out once. `now` in milliseconds. */
export const contextOf = (
  piece: UserCoupon,
  order: Order,
  now: number,
  options: Options,
): RuleContext => {
  const { coupon, [UNREADABLE]: unreadable } = piece
  const { strictThreshold = false, thresholdOn = 'eligible', usesToday } = options
  const terms = termsOf(coupon, options.faceFrom)
  const eligible = unreadable?.has('coupon.goods_range_type')
    ? order.atMost
    : eligibleGoods(terms, order)
  const { shop } = order
  const idOfCode = options.shopCodeIsId ? shop : undefined
  return {
    piece,
    coupon,
    terms,
    order,
    now: Math.floor(now / 1000),
    validity: validity(piece),
    eligible,
    deduction: unreadable?.has('coupon.category')
      ? undefined
      : deductionOf(terms, eligible, order, options),
    counted: thresholdOn === 'order' ? order.goods : eligible,
    shopId: shop === undefined ? undefined : (options.shopIds?.get(shop) ?? idOfCode),
    strictThreshold,
    usesToday: piece.coupon_id === undefined ? undefined : usesToday?.(piece.coupon_id),
  }
}

const INCOMPLETE = '优惠券规则不完整,以门店确认为准'

/** The first rule that says no decides; where none does, the first that cannot decide; else it is usable. */
export const applyRules = (context: RuleContext): RuleResult => {
  let open: Rule | undefined
  const unreadable = context.piece[UNREADABLE]
  for (const rule of RULES) {
    const tested = rule.test(context)
    const isUncertain =
      tested === true && unreadable && rule.fields.some((field) => unreadable.has(field))
    const answer = isUncertain ? 'unknown' : tested
    if (answer === false) {
      return { usable: false, reason: rule.reason, reason_text: rule.message(context) }
    }
    if (answer === 'unknown') open ??= rule
  }
  if (!open) return { usable: true }
  const reason_text = open.undecided?.(context) ?? INCOMPLETE
  return { usable: 'unknown', reason: open.reason, reason_text }
}

/** What is shown of a result on every coupon that it holds for. */
export const decisionOf = (
  { validity: { start_at, end_at }, deduction, coupon }: RuleContext,
  { usable, reason, reason_text }: RuleResult,
): Decision => ({
  usable,
  reason,
  reason_text,
  deduction: usable === false ? 0 : (deduction?.total ?? 0) / 100,
  start_at,
  end_at,
  coupon,
})

// Not Infinity: two coupons without an end must come out equal, and Infinity - Infinity is NaN.
const NEVER = Number.MAX_SAFE_INTEGER

const place = ({ usable }: Decision): number => (usable === true ? 0 : usable === false ? 2 : 1)

/** Usable before undecided before unusable; more off before less; what ends sooner first. */
export const byWorth = (a: Decision, b: Decision): number =>
  place(a) - place(b) || b.deduction - a.deduction || (a.end_at ?? NEVER) - (b.end_at ?? NEVER)
