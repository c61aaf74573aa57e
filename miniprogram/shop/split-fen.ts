/**
 * Shares an amount out by weight. Each share is the difference of two rounded running sums, so the shares always
 * add up to the amount, to the fen, and no share is larger than its weight when the amount is not larger than all.
 */
export function splitFen(fen: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let running = 0
  let given = 0
  return weights.map((weight) => {
    running += weight
    const due = whole === 0 ? 0 : Math.round((fen * running) / whole)
    const share = due - given
    given = due
    return share
  })
}
