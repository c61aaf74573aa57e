import type { JudgedCoupon } from './judgement'
import type { Occasion } from './occasion'
import type { Verdict } from './verdict'

/** A coupon as it is shown, with the verdict on it. Its name is the piece's id, or what the vendor gave instead. */
export const judged = (
  { piece, validity, deduction }: Occasion,
  verdict: Verdict,
): JudgedCoupon => {
  const { id, couponId, coupon_id, coupon } = piece
  return {
    id: id ?? couponId ?? coupon_id ?? '',
    ...(couponId !== undefined && { couponId }),
    ...(coupon_id !== undefined && { coupon_id }),
    ...verdict,
    deduction: verdict.usable === false ? 0 : (deduction?.total ?? 0) / 100,
    ...validity,
    coupon,
  }
}
