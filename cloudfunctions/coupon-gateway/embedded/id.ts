import { number, pipe, rawTransform, string, union } from 'valibot'

/**
 * An id, kept as text: the vendor's are 18 digits and more, a double holds 15. A number beyond 2^53 has already
 * lost digits when it comes here, and is told, not guessed.
 */
export const id = pipe(
  union([string(), number()]),
  rawTransform<string | number, string>(({ dataset: { value }, addIssue, NEVER }) => {
    if (typeof value === 'string' && value.trim()) return value.trim()
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return `${value}`
    addIssue({ message: 'an id: text that says something, or a number below 2^53' })
    return NEVER
  }),
)
