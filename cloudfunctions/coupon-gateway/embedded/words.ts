import { number, pipe, string, transform, union } from 'valibot'

/** Free text; numbers are taken as what they look like, because some of the vendor's systems send them so. */
export const words = pipe(
  union([string(), number()]),
  transform((value) => `${value}`),
)
