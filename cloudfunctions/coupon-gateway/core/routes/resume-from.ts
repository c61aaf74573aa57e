import { integer, minValue, number, optional, pipe } from 'valibot'

/** Where an earlier run stopped, counted from 0: the field `from` of what goes out in batches. */
export const resumeFrom = optional(pipe(number(), integer('an integer'), minValue(0, 'at least 0')))
