import { number, pipe, rawTransform, string, union } from 'valibot'

const DECIMAL = /^\d{1,10}(\.\d+)?$/

/** A number that may have decimals, at least 0, as a number or as text. */
export const decimal = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = typeof value === 'string' ? value.trim() : `${value}`
    if (DECIMAL.test(text)) return Number(text)
    addIssue({ message: 'a number, at least 0' })
    return NEVER
  }),
)
