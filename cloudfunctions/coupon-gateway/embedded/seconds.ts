import { maxValue, pipe } from 'valibot'
import { LATEST } from './latest'
import { wholeNumber } from './whole-number'

/** A moment in seconds since 1970; 0: none. */
export const seconds = pipe(wholeNumber, maxValue(LATEST, 'seconds since 1970 (not milliseconds)'))
