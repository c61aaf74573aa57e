import type { Coupon } from '../../coupons/types'

/** The coupons as the picker groups them, each group in the gateway's order: best first. */
export interface Sections {
  readonly usable: readonly Coupon[]
  readonly unknown: readonly Coupon[]
  readonly unusable: readonly Coupon[]
}

export const sections = (coupons: readonly Coupon[]): Sections => ({
  usable: coupons.filter(({ usable }) => usable === true),
  unknown: coupons.filter(({ usable }) => usable === 'unknown'),
  unusable: coupons.filter(({ usable }) => usable === false),
})
