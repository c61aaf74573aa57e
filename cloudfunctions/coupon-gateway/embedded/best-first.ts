import type { JudgedCoupon, Judgement } from './judgement'

// Not Infinity: two coupons without an end must come out equal, and Infinity - Infinity is NaN.
const NEVER = Number.MAX_SAFE_INTEGER

const place = ({ usable }: JudgedCoupon): number => (usable === true ? 0 : usable === false ? 2 : 1)

/** Ids are integers written as text: the shorter is the lower. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Usable before undecided before unusable; more off before less; what ends sooner first; then the lower id. */
const byWorth = (a: JudgedCoupon, b: JudgedCoupon): number =>
  place(a) - place(b) ||
  b.deduction - a.deduction ||
  (a.end_at ?? NEVER) - (b.end_at ?? NEVER) ||
  byId(a.id, b.id)

/** One coupon per order, so the best is simply the usable one that takes most off. */
export const bestFirst = (coupons: readonly JudgedCoupon[]): Judgement => {
  const sorted = [...coupons]
  sorted.sort(byWorth)
  const [first] = sorted
  return { best: first?.usable === true && first.deduction > 0 ? first.id : null, coupons: sorted }
}
