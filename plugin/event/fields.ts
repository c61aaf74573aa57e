import { custom, object, type ObjectEntries, optional } from 'valibot'

/** An object of the vendor's, by its fields. */
export const fields = <const E extends ObjectEntries>(entries: E) => object(entries, 'an object')

/** `extra` objects: whatever the merchant wants to see again in Youshu. */
export const extra = optional(
  custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'an object',
  ),
)
