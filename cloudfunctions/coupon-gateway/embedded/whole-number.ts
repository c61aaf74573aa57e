import { number, pipe, rawTransform, string, union } from 'valibot'

/**
 * A count or a code, at least 0. The vendor's own examples write every number as text (`"status": "0"`), so both
 * forms are taken.
 */
export const wholeNumber = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const digits = typeof value === 'string' ? value.trim() : `${value}`
    const result = Number(digits)
    if (/^\d+$/.test(digits) && Number.isSafeInteger(result)) return result
    addIssue({ message: 'a whole number, at least 0' })
    return NEVER
  }),
)
