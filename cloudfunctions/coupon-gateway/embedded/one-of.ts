import { picklist, pipe } from 'valibot'
import { wholeNumber } from './whole-number'

/** One of the codes that the vendor's table lists, as a number or as text. */
export const oneOf = <const T extends readonly number[]>(codes: T) =>
  pipe(wholeNumber, picklist(codes))
