import type { JudgedCoupon } from './judgement'
import type { Occasion } from './occasion'
import type { Verdict } from './verdict'

/** A coupon as it is shown, with the verdict on it. Its name is the piece's id, or what the vendor gave instead. */
export const judged = (
  { piece, validity, deduction }: Occasion,
  verdict: Verdict,
): JudgedCoupon => {
  const { id, couponId, coupon_id, coupon } = piece
  const { usable, reason, reason_text } = verdict
  return {
    id: id ?? couponId ?? coupon_id ?? '',
    couponId,
    coupon_id,
    usable,
    reason,
    reason_text,
    deduction: usable === false ? 0 : (deduction?.total ?? 0) / 100,
    start_at: validity.start_at,
    end_at: validity.end_at,
    coupon,
  }
}
