import { check, number, pipe } from 'valibot'

/** The vendor's `unsigned int`, 32 bits wide: milliseconds instead of seconds do not fit, and are found. */
export const unsignedInt = (what: string) =>
  pipe(
    number(),
    check((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32, what),
  )
