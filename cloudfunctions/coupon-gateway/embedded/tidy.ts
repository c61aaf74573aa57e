// Data, coupon, lists in it, their entries, and what they hold: no deeper than the vendor's answers go.
const DEEPEST = 6

/**
 * A copy in which keys have no blanks around them (the vendor writes `" number_of_user"`) and in which `""` and null
 * are absent, which is what the vendor means by them.
 */
export const tidy = (value: unknown, depth = DEEPEST): unknown => {
  if (depth === 0 || typeof value !== 'object' || !value) return value
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth - 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && !(typeof item === 'string' && !item.trim()))
      .map(([key, item]) => [key.trim(), tidy(item, depth - 1)]),
  )
}
