import { number, pipe, rawTransform, string, union } from 'valibot'

const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/
// An amount as it should be: as most are written, and there is nothing to do.
const WITH_DECIMALS = /^(?:0|[1-9]\d{0,7})\.\d\d$/

/** A number that is meant as an amount: 0.1 + 0.2 is 0.30, 1.005 is none. */
const roundIfNearCent = (value: number): string =>
  Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? value.toFixed(2) : `${value}`

/** An amount in yuan as text with two decimals. `undefined`: it is none. */
export const moneyOf = (value: unknown): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const text = typeof value === 'number' ? roundIfNearCent(value) : value.trim()
  if (WITH_DECIMALS.test(text)) return text
  return AMOUNT.test(text) ? Number(text).toFixed(2) : undefined
}

/** An amount in yuan, as text with two decimals: the form in which the vendor takes money. */
export const money = pipe(
  union([string(), number()]),
  rawTransform<string | number, string>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = moneyOf(value)
    if (text !== undefined) return text
    addIssue({ message: 'an amount in yuan, at least 0, with at most two decimals' })
    return NEVER
  }),
)

/** Yuan to fen. The only place where an amount with decimals becomes the integer that all sums are done in. */
export const fen = (yuan: string | number): number => Math.round(Number(yuan) * 100)

/** Fen as the vendor and people write it: `12.00`. */
export const yuan = (amount: number): string => (amount / 100).toFixed(2)

interface Share {
  readonly floor: number
  readonly rest: number
}

/** floor(amount × weight ÷ sum) and its remainder; in big integers where the product no longer fits into a double. */
const shareOf = (amount: number, weight: number, sum: number): Share => {
  const product = amount * weight
  if (product <= Number.MAX_SAFE_INTEGER)
    return { floor: Math.floor(product / sum), rest: product % sum }
  const exact = BigInt(amount) * BigInt(weight)
  return { floor: Number(exact / BigInt(sum)), rest: Number(exact % BigInt(sum)) }
}

/**
 * Splits an amount over lines in proportion to theirs, by largest remainder: the parts add up exactly, equal lines differ
 * by at most one fen, and no part is more than its line as long as the whole is not. All in fen.
 * Lines that are all 0 share evenly.
 */
export const splitDeduction = (amount: number, lines: readonly number[]): number[] => {
  if (amount === 0) return lines.map(() => 0)
  const sum = lines.reduce((total, line) => total + line, 0)
  const weights = sum ? lines : lines.map(() => 1)
  const shares = weights.map((weight) => shareOf(amount, weight, sum || lines.length))
  const parts = shares.map(({ floor }) => floor)
  const left = amount - parts.reduce((total, part) => total + part, 0)
  // The sort is stable: of equal remainders the first line gets the fen.
  const neediest = [...shares.keys()]
  neediest.sort((a, b) => (shares[b]?.rest ?? 0) - (shares[a]?.rest ?? 0))
  for (const at of neediest.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
