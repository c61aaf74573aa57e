import type { Cart } from './cart'
import { type CouponTemplate, UNREADABLE, type UserCoupon } from './coupon'
import { applyRules, byWorth, contextOf, type Decision, decisionOf } from './decision'
import type { Options } from './options'
import { orderOf } from './order'

/** What tells a piece from the others of its kind: `id` is the piece, `couponId` its code, `coupon_id` the batch. */
export type Ids = Pick<UserCoupon, 'id' | 'couponId' | 'coupon_id'>

/** The piece's id, or what the vendor gave instead. */
export const nameOf = ({ id, couponId, coupon_id }: Ids): string =>
  id ?? couponId ?? coupon_id ?? ''

/** Ids are integers written as text: the shorter is the lower. */
export const byId = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** A piece, and the place of its kind. */
interface RankedPiece {
  readonly piece: Ids
  readonly kind: number
}

/** Pieces of equal worth, the lower id first. */
export interface Rank {
  readonly pieces: readonly RankedPiece[]
}

/** A user's coupons on one cart: the best rank first. Of what a kind decides, all its pieces have the same. */
export interface Ranking {
  readonly best: string | null
  /** One coupon of each kind, and what was decided about it. */
  readonly kinds: readonly { readonly coupon: CouponTemplate }[]
  readonly decisions: readonly Decision[]
  readonly ranks: readonly Rank[]
}

/** One coupon per order, so the best is simply the first, if it is usable and takes something off. */
export const bestOf = (first: Ids, { usable, deduction }: Decision): string | null =>
  usable === true && deduction > 0 ? nameOf(first) : null

/** A user's coupons, sorted out for any cart. */
interface Holding {
  /** One piece of each kind. Pieces of a kind differ in their ids alone, as those of one campaign do. */
  readonly kinds: readonly UserCoupon[]
  /** All of them, the lower id first. */
  readonly pieces: readonly RankedPiece[]
  /** The ranks that carts have made of them so far, by their kinds: most carts make the same ones. */
  readonly ranks: Map<string, Rank>
  /** The orders of ranks that carts have made so far, by their kinds. */
  readonly orders: Map<string, readonly Rank[]>
}

// A user's list stays as it was read, so it is sorted out once. Gone with it: nothing here keeps it alive.
const KNOWN = new WeakMap<readonly UserCoupon[], Holding>()
// Beyond one for each kind, ranks of several kinds: those with the same deduction and end.
const MAX_MIXED_RANKS = 64
const MAX_ORDERS = 8

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
  const holding = { kinds, pieces, ranks: new Map(), orders: new Map() }
  KNOWN.set(coupons, holding)
  return holding
}

/** The pieces of these kinds; the same object each time that they are asked for. */
const rankOf = ({ kinds, pieces, ranks }: Holding, of: string): Rank => {
  const known = ranks.get(of)
  if (known) return known
  if (ranks.size >= kinds.length + MAX_MIXED_RANKS) ranks.clear()
  const members = new Set(of.split(',').map(Number))
  const rank = { pieces: pieces.filter(({ kind }) => members.has(kind)) }
  ranks.set(of, rank)
  return rank
}

/** The ranks of these kinds, equal ones joined by a comma; the same object each time that they are asked for. */
const ranksOf = (holding: Holding, order: string): readonly Rank[] => {
  const { orders } = holding
  const known = orders.get(order)
  if (known) return known
  if (orders.size >= MAX_ORDERS) orders.clear()
  const ranks = order ? order.split(';').map((kinds) => rankOf(holding, kinds)) : []
  orders.set(order, ranks)
  return ranks
}

/** A user's coupons on this cart now (milliseconds). */
export const rankCoupons = (
  coupons: readonly UserCoupon[],
  cart: Cart,
  now: number,
  options: Options,
): Ranking => {
  const order = orderOf(cart)
  const holding = holdingOf(coupons)
  const decisions = holding.kinds.map((kind) => {
    const context = contextOf(kind, order, now, options)
    return decisionOf(context, applyRules(context))
  })
  const decided = decisions.map((decision, kind) => ({ decision, kind }))
  decided.sort((a, b) => byWorth(a.decision, b.decision) || a.kind - b.kind)
  let kinds = ''
  let before: Decision | undefined
  for (const { decision, kind } of decided) {
    const isEqual = before && byWorth(before, decision) === 0
    kinds += before ? `${isEqual ? ',' : ';'}${kind}` : kind
    before = decision
  }
  const ranks = ranksOf(holding, kinds)
  const [first] = ranks[0]?.pieces ?? []
  const decision = first && decisions[first.kind]
  const best = decision ? bestOf(first.piece, decision) : null
  return { best, kinds: holding.kinds, decisions, ranks }
}
