import type { Coupon } from '../../coupons/types'
import type { CouponsAnswer } from '../../coupons/types'

/** What the user wants: the best one (as long as nobody has said otherwise), this one, or none. */
export type Wish =
  | { readonly kind: 'best' }
  | { readonly kind: 'none' }
  | { readonly kind: 'coupon'; readonly id: string; readonly title: string }

export interface Choice {
  readonly wish: Wish
  readonly coupon: Coupon | null
  /** The title of the coupon that the user had chosen and that cannot be used on this cart. */
  readonly replaced?: string
}

/** Which coupon of the answer is chosen. A wish that can be kept is kept; else it is the best one again. */
export const choose = (
  wish: Wish,
  { best, coupons }: Pick<CouponsAnswer, 'best' | 'coupons'>,
): Choice => {
  const usable = (id: string | null) =>
    coupons.find((coupon) => coupon.id === id && coupon.usable === true) ?? null
  if (wish.kind === 'none') return { wish, coupon: null }
  const wished = wish.kind === 'coupon' ? usable(wish.id) : null
  if (wished) return { wish, coupon: wished }
  const again: Choice = { wish: { kind: 'best' }, coupon: usable(best) }
  return wish.kind === 'coupon' ? { ...again, replaced: wish.title } : again
}
