import { number, pipe, rawTransform, string, union } from 'valibot'

const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/

/** A number that is meant as an amount: 0.1 + 0.2 is 0.30, 1.005 is none. */
const written = (value: number): string =>
  Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? value.toFixed(2) : `${value}`

/** An amount in yuan, as text with two decimals: the form in which the vendor takes money. */
export const money = pipe(
  union([string(), number()]),
  rawTransform<string | number, string>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = typeof value === 'number' ? written(value) : value.trim()
    if (AMOUNT.test(text)) return Number(text).toFixed(2)
    addIssue({ message: 'an amount in yuan, at least 0, with at most two decimals' })
    return NEVER
  }),
)
