import type { Coupon } from '../../coupons/types'
import { titleOf } from './title-of'

/** What the event `change` carries: as `trackOrder({ coupons: [coupon] })` takes it. */
export interface Chosen {
  readonly coupon: {
    /** Left out where the gateway does not know the batch; `trackOrder` then says that it is missing. */
    readonly coupon_id?: string
    readonly coupon_ins_id: string
    readonly coupon_ins_name: string
    /** Yuan. */
    readonly coupon_deduction: number
  } | null
  /** Yuan; 0 without a coupon. */
  readonly deduction: number
}

/** The choice as the host is told it. */
export const chosen = (coupon: Coupon | null): Chosen => {
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
