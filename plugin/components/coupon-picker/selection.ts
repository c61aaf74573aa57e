import type { Coupon, CouponsAnswer } from '../../coupons/types'
import type { ActionCoupon } from '../../index'
import { titleOf } from './format'

/** What the user selected: the best one (until the user selects another), this one, or none. */
export type Selection =
  | { readonly kind: 'best' }
  | { readonly kind: 'none' }
  | { readonly kind: 'coupon'; readonly id: string; readonly title: string }

/** A selection on one answer. */
export interface ResolvedSelection {
  readonly selection: Selection
  readonly coupon: Coupon | null
  /** The title of the coupon that the user had selected and that cannot be used on this cart. */
  readonly replaced?: string
}

/** Which coupon of the answer is selected. A selection that is still usable stays; else it is the best one again. */
export const resolveSelection = (
  selection: Selection,
  { best, coupons }: Pick<CouponsAnswer, 'best' | 'coupons'>,
): ResolvedSelection => {
  const usable = (id: string | null) =>
    coupons.find((coupon) => coupon.id === id && coupon.usable === true) ?? null
  if (selection.kind === 'none') return { selection, coupon: null }
  const selected = selection.kind === 'coupon' ? usable(selection.id) : null
  if (selected) return { selection, coupon: selected }
  const again: ResolvedSelection = { selection: { kind: 'best' }, coupon: usable(best) }
  return selection.kind === 'coupon' ? { ...again, replaced: selection.title } : again
}

/** What the event `change` carries: as `trackOrder({ coupons: [coupon] })` takes it. */
export interface ChangeDetail {
  readonly coupon: {
    /** Left out where the gateway does not know the batch; `trackOrder` then reports that it is missing. */
    readonly coupon_id?: string
    readonly coupon_ins_id: string
    readonly coupon_ins_name: string
    /** Yuan. */
    readonly coupon_deduction: number
  } | null
  /** Yuan; 0 without a coupon. */
  readonly deduction: number
}

/** The selected coupon in the host's form. */
export const changeDetail = (coupon: Coupon | null): ChangeDetail => {
  if (!coupon) return { coupon: null, deduction: 0 }
  const { coupon_id, id, deduction } = coupon
  return {
    coupon: {
      ...(coupon_id !== undefined && { coupon_id }),
      coupon_ins_id: id,
      coupon_ins_name: titleOf(coupon),
      coupon_deduction: deduction,
    },
    deduction,
  }
}

/** A coupon that was shown or tapped, as `trackCoupon` takes it; undefined where the gateway does not know the batch. */
export const actionCoupon = (coupon: Coupon): ActionCoupon | undefined =>
  coupon.coupon_id === undefined
    ? undefined
    : {
        coupon_id: coupon.coupon_id,
        coupon_batch_name: titleOf(coupon),
        coupon_ins_id: coupon.id,
        coupon_ins_name: titleOf(coupon),
      }

/** The coupons as the picker groups them, each group in the gateway's order: best first. */
export interface CouponGroups {
  readonly usable: readonly Coupon[]
  readonly unknown: readonly Coupon[]
  readonly unusable: readonly Coupon[]
}

export const groupCoupons = (coupons: readonly Coupon[]): CouponGroups => ({
  usable: coupons.filter(({ usable }) => usable === true),
  unknown: coupons.filter(({ usable }) => usable === 'unknown'),
  unusable: coupons.filter(({ usable }) => usable === false),
})
