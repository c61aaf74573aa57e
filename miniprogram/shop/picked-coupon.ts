import { fen } from './fen'
import type { UsedCoupon } from './used-coupon'

/** What the plugin's coupon picker says in its `change` event. Both amounts are in yuan, and the same. */
export interface PickerChange {
  readonly coupon: {
    readonly coupon_id: string
    readonly coupon_ins_id: string
    readonly coupon_ins_name: string
    readonly coupon_deduction: number
  } | null
  readonly deduction: number
}

/** The coupon that the user chose in the picker, in the shop's own money; null: none. */
export const pickedCoupon = ({ coupon, deduction }: PickerChange): UsedCoupon | null =>
  coupon && {
    coupon_id: coupon.coupon_id,
    coupon_ins_id: coupon.coupon_ins_id,
    coupon_ins_name: coupon.coupon_ins_name,
    fen: fen(deduction),
  }
