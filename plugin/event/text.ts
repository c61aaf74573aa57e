import { check, pipe, string } from 'valibot'

/** A string that says something: the vendor's required strings may not be `""`. */
export const text = pipe(
  string(),
  check((value) => value !== '', 'a non-empty string'),
)
