const DIGIT = 4096

/** floor(a × b ÷ c) and its remainder, exact for a and c up to 2^40, where a × b is beyond a double. */
const divide = (a: number, b: number, c: number): { quotient: number; rest: number } => {
  if (a * b <= Number.MAX_SAFE_INTEGER)
    return { quotient: Math.floor((a * b) / c), rest: (a * b) % c }
  // Long division, one digit of b at a time, b written in base 4096.
  const upper = divide(a, Math.floor(b / DIGIT), c)
  const low = upper.rest * DIGIT + a * (b % DIGIT)
  return { quotient: upper.quotient * DIGIT + Math.floor(low / c), rest: low % c }
}

/**
 * Splits an amount over lines in proportion to theirs, by largest remainder: the parts add up exactly, equal lines differ
 * by at most one fen, and no part is more than its line as long as the whole is not. All in fen.
 * Lines that are all 0 share evenly; a negative amount is split like the positive one.
 */
export const splitDeduction = (amount: number, lines: readonly number[]): number[] => {
  if (amount < 0) return splitDeduction(-amount, lines).map((part) => 0 - part)
  if (amount === 0) return lines.map(() => 0)
  const sum = lines.reduce((total, line) => total + line, 0)
  const weights = sum ? lines : lines.map(() => 1)
  const shares = weights.map((weight) => divide(amount, weight, sum || lines.length))
  const parts = shares.map(({ quotient }) => quotient)
  const left = amount - parts.reduce((total, part) => total + part, 0)
  // The sort is stable: of equal remainders the first line gets the fen.
  const neediest = [...shares.keys()]
  neediest.sort((a, b) => (shares[b]?.rest ?? 0) - (shares[a]?.rest ?? 0))
  for (const at of neediest.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
