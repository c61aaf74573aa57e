import type { UserCoupon } from './coupons'
import { splitFen } from './split-fen'

interface Deduction {
  readonly coupon: UserCoupon
  readonly fen: number
  /** What it takes off each line; together exactly `fen`. */
  readonly shares: readonly number[]
}

export interface Price {
  readonly goods_fen: number
  readonly deductions: readonly Deduction[]
  readonly pay_fen: number
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

/** Takes the coupons off one after the other, each from what the one before it left, and never below zero. */
export function priceOrder(lines: readonly number[], coupons: readonly UserCoupon[]): Price {
  let left = [...lines]
  const deductions = coupons.map((coupon) => {
    const rest = sum(left)
    const wanted =
      coupon.off.kind === 'fen' ? coupon.off.fen : Math.round((rest * coupon.off.percent) / 100)
    const fen = Math.min(wanted, rest)
    const shares = splitFen(fen, left)
    left = left.map((amount, line) => amount - (shares[line] ?? 0))
    return { coupon, fen, shares }
  })
  return { goods_fen: sum(lines), deductions, pay_fen: sum(left) }
}
