import { custom } from 'valibot'

/** A string that says something: the vendor's required strings may not be `""`. */
export const text = custom<string>(
  (value) => typeof value === 'string' && value !== '',
  'a non-empty string',
)
