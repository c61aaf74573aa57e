/** Yuan at the border, fen inside: 28.9 → 2890. Rounded, because 28.9 × 100 is not 2890 in floats. */
export const toFen = (yuan: number): number => Math.round(yuan * 100)

/** Fen inside, yuan at the border: 2680 → 26.8, the number that Youshu wants. */
export const toYuan = (fen: number): number => fen / 100

/** For reading: 2680 → ¥26.80 */
export const formatFen = (fen: number): string => `¥${toYuan(fen).toFixed(2)}`

/**
 * Shares an amount out by weight, by largest remainder: the shares add up to the amount, to the fen, and no share is
 * larger than its weight when the amount is not larger than all. The coupon gateway spreads an order's discount the
 * same way, so that both agree on what is left of each line.
 */
export function splitFen(fen: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return weights.map(() => 0)
  const shares = weights.map((weight) => Math.floor((fen * weight) / whole))
  const over = fen - shares.reduce((sum, share) => sum + share, 0)
  const remainder = (at: number) => (fen * (weights[at] ?? 0)) % whole
  // The sort is stable: of equal remainders the first gets the fen.
  const largestFirst = [...weights.keys()].sort((a, b) => remainder(b) - remainder(a))
  for (const at of largestFirst.slice(0, over)) shares[at] = (shares[at] ?? 0) + 1
  return shares
}
