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
  const rest = (at: number) => (fen * (weights[at] ?? 0)) % whole
  // The sort is stable: of equal remainders the first gets the fen.
  const neediest = [...weights.keys()].sort((a, b) => rest(b) - rest(a))
  for (const at of neediest.slice(0, over)) shares[at] = (shares[at] ?? 0) + 1
  return shares
}
