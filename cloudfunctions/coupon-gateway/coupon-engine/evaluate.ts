import type { Cart } from './cart'
import { type CouponTemplate, UNREADABLE, type UserCoupon } from './coupon'
import { deductionOf } from './deduction'
import { type Order, orderOf } from './order'
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
interface Decision {
  readonly usable: Answer
  /** There when `usable` is not true: the rule, and the sentence for the user. */
  readonly reason: Reason | undefined
  readonly reason_text: string | undefined
  /** Yuan; for an unknown coupon what it takes off if the open question turns out well, 0 where that is open too. */
  readonly deduction: number
  /** Seconds since 1970. */
  readonly start_at: number | undefined
  readonly end_at: number | undefined
  readonly coupon: CouponTemplate
}

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
    const isUncertain = tested === true && rule.fields.some((field) => unreadable?.has(field))
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

/** The piece's id, or what the vendor gave instead. */
const nameOf = ({ id, couponId, coupon_id }: UserCoupon): string =>
  id ?? couponId ?? coupon_id ?? ''

/** Field by field: a spread takes several times as long, and a user may hold a thousand. */
const shownAs = (piece: UserCoupon, decision: Decision): EvaluatedCoupon => ({
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
export const evaluatedCoupon = (
  { piece, validity: { start_at, end_at }, deduction, coupon }: RuleContext,
  { usable, reason, reason_text }: RuleResult,
): EvaluatedCoupon => {
  const total = usable === false ? 0 : (deduction?.total ?? 0) / 100
  return shownAs(piece, { usable, reason, reason_text, deduction: total, start_at, end_at, coupon })
}

// Not Infinity: two coupons without an end must come out equal, and Infinity - Infinity is NaN.
const NEVER = Number.MAX_SAFE_INTEGER

const place = ({ usable }: Decision): number => (usable === true ? 0 : usable === false ? 2 : 1)

/** Ids are integers written as text: the shorter is the lower. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Usable before undecided before unusable; more off before less; what ends sooner first. */
const byWorth = (a: Decision, b: Decision): number =>
  place(a) - place(b) || b.deduction - a.deduction || (a.end_at ?? NEVER) - (b.end_at ?? NEVER)

/** One coupon per order, so the best is simply the usable one that takes most off. */
const withBest = (coupons: readonly EvaluatedCoupon[]): Evaluation => {
  const [first] = coupons
  return { best: first?.usable === true && first.deduction > 0 ? first.id : null, coupons }
}

/** By worth, and of equal ones the lower id first. */
export const bestFirst = (coupons: readonly EvaluatedCoupon[]): Evaluation => {
  const sorted = [...coupons]
  sorted.sort((a, b) => byWorth(a, b) || byId(a.id, b.id))
  return withBest(sorted)
}

/** A user's coupons, sorted out for any cart. */
interface Holding {
  /** One piece of each kind. Pieces of a kind differ in their ids alone, as those of one campaign do. */
  readonly kinds: readonly UserCoupon[]
  /** All of them, the lower id first, each with the place of its kind. */
  readonly pieces: readonly { readonly piece: UserCoupon; readonly kind: number }[]
}

// A user's list stays as it was read, so it is sorted out once. Gone with it: nothing here keeps it alive.
const KNOWN = new WeakMap<readonly UserCoupon[], Holding>()

const holdingOf = (coupons: readonly UserCoupon[]): Holding => {
  const found = KNOWN.get(coupons)
  if (found) return found
  const kinds: UserCoupon[] = []
  const ofTemplate = new Map<CouponTemplate, Map<string, number>>()
  const pieces = coupons.map((piece) => {
    const { coupon, start_at, end_at, status, coupon_id } = piece
    // Uses are counted by batch. A piece with a broken field is like no other.
    const batch = coupon.use_per_person_per_day && coupon_id !== undefined ? `#${coupon_id}` : ''
    const own = piece[UNREADABLE] ? kinds.length : ''
    const key = `${start_at} ${end_at} ${status} ${own} ${batch}`
    const known = ofTemplate.get(coupon) ?? new Map<string, number>()
    const kind = known.get(key) ?? kinds.push(piece) - 1
    ofTemplate.set(coupon, known.set(key, kind))
    return { piece, kind }
  })
  pieces.sort((a, b) => byId(nameOf(a.piece), nameOf(b.piece)))
  const holding = { kinds, pieces }
  KNOWN.set(coupons, holding)
  return holding
}

/** Which of these coupons can be used on this cart now (milliseconds), why not the others, and which is best. */
export const evaluateCoupons = (
  coupons: readonly UserCoupon[],
  cart: Cart,
  now: number,
  options: Options = {},
): Evaluation => {
  const order = orderOf(cart)
  const { kinds, pieces } = holdingOf(coupons)
  const decided = kinds.map((kind) => {
    const context = contextOf(kind, order, now, options)
    return {
      decision: evaluatedCoupon(context, applyRules(context)),
      shown: [] as EvaluatedCoupon[],
    }
  })
  const ranked = [...decided]
  ranked.sort((a, b) => byWorth(a.decision, b.decision))
  // Kinds of equal worth are one list, in which the ids decide.
  for (const [at, kind] of ranked.entries()) {
    const before = ranked[at - 1]
    if (before && byWorth(before.decision, kind.decision) === 0) kind.shown = before.shown
  }
  for (const { piece, kind } of pieces) {
    const { decision, shown } = decided[kind] ?? {}
    if (decision) shown?.push(shownAs(piece, decision))
  }
  return withBest([...new Set(ranked.map(({ shown }) => shown))].flat())
}
