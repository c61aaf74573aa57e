import type { UserCoupon } from '../embedded/user-coupon'

/**
 * The coupons of one user: his own and those that name no user, never another's. The catalogue is sorted once,
 * so that a question costs in proportion to one user's coupons and not to everybody's.
 */
export const couponsByUser = (
  catalogue: readonly UserCoupon[],
): ((user_id: string) => readonly UserCoupon[]) => {
  const everybodys: UserCoupon[] = []
  const own = new Map<string, UserCoupon[]>()
  for (const coupon of catalogue) {
    const { user_id } = coupon
    const held = user_id === undefined ? everybodys : own.get(user_id)
    if (held) held.push(coupon)
    else if (user_id !== undefined) own.set(user_id, [coupon])
  }
  return (user_id) => [...(own.get(user_id) ?? []), ...everybodys]
}
