import {
  check,
  finite,
  maxValue,
  minValue,
  number,
  picklist,
  pipe,
  safeInteger,
  string,
} from 'valibot'

/** The vendor's lengths are bytes (字节), so a Chinese character counts three. */
export const bytes = (min: number, max: number) =>
  pipe(
    string(),
    check((value) => {
      const length = Buffer.byteLength(value)
      return length >= min && length <= max
    }, `${min} to ${max} bytes of UTF-8`),
  )

/** One of the codes that the table lists. */
export const oneOf = <const T extends readonly number[]>(...values: T) => picklist(values)

const twoDecimals = check<number, string>(
  (value) => Number(value.toFixed(2)) === value,
  'at most 2 decimals',
)

const amount = pipe(number(), finite('a finite number'), minValue(0, 'at least 0'))

/** Yuan, where the table says nothing about decimals. */
export const yuan = amount

/** Yuan, 保留 2 位小数. */
export const yuanWithCents = pipe(amount, twoDecimals)

/** A percentage without its sign: 99.99 for 99.99 %. */
export const percent = pipe(amount, twoDecimals, maxValue(100, 'at most 100'))

/**
 * A whole number; stock may be below zero (stock_status 2 is 库存≤0). Beyond 2^53 it has lost digits before it came here,
 * which is told, not guessed.
 */
export const whole = pipe(number(), safeInteger('an integer'))

/** A whole number that counts something. */
export const count = pipe(whole, minValue(0, 'at least 0'))

/** Milliseconds since 1970, written as a string. */
export const milliseconds = pipe(
  string(),
  check((value) => /^\d{13}$/.test(value), 'milliseconds since 1970 as 13 digits'),
)

/** A length of time in seconds, written as a string. */
export const seconds = pipe(
  string(),
  check((value) => /^\d+$/.test(value), 'seconds as digits'),
)
