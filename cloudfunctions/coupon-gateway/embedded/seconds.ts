import { maxValue, pipe } from 'valibot'
import { wholeNumber } from './whole-number'

// Eleven digits reach the year 5138; a time in milliseconds has thirteen, and is a mistake to be told.
export const LATEST = 99_999_999_999

/** A moment in seconds since 1970; 0: none. */
export const seconds = pipe(wholeNumber, maxValue(LATEST, 'seconds since 1970 (not milliseconds)'))
