import { digits, maxValue, minValue, optional, pipe, string, transform } from 'valibot'

const MAX_PAGE = 500

/** A whole number in a query, at most `max`. */
export const whole = (max: number) =>
  pipe(string(), digits('a whole number'), transform(Number), maxValue(max, `at most ${max}`))

/** How much of a list one answer holds. */
export const pageLimit = optional(pipe(whole(MAX_PAGE), minValue(1, 'at least 1')), '100')
