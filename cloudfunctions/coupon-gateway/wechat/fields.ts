/** The fields of a JSON object whose content nobody has checked. */
export type Fields = Record<string, unknown>

/** Whether it is a JSON object; an array is none. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
