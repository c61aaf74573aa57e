import type { UserCoupon } from './user-coupon'

/** The coupons of one user: those with this `user_id`, and those that name no user. Never another user's. */
export const couponsOf = (catalogue: readonly UserCoupon[], userId: string): UserCoupon[] =>
  catalogue.filter(({ user_id }) => user_id === undefined || user_id === userId)
