import {
  array,
  check,
  custom,
  finite,
  type GenericSchema,
  lazy,
  maxLength,
  maxValue,
  minValue,
  number,
  object,
  type ObjectEntries,
  picklist,
  pipe,
  rawCheck,
  safeInteger,
  string,
} from 'valibot'
import { isRecord } from '../lib/check'

/** An object with these fields. valibot's own would take an array for an object with no fields; the vendor does not. */
export const objectOf = <const T extends ObjectEntries>(entries: T) =>
  Object.assign(pipe(custom<Record<string, unknown>>(isRecord, 'an object'), object(entries)), {
    entries,
  })

/** A list of at most so many. */
export const upTo = <T extends GenericSchema>(max: number, item: T) =>
  pipe(array(item), maxLength(max, `at most ${max} items`))

/** The table says "object, 最大长度 10": one object, or as it may also be read, an array of up to 10. */
export const oneOrUpTo10 = (schema: GenericSchema) =>
  lazy((input) => (Array.isArray(input) ? upTo(10, schema) : schema))

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
 * which is an issue, not a guess.
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

/**
 * The vendor's rules of the form "B must be there if A is", on the object that holds both; the issue is put on B.
 * With `value`: if A is that. An object with other mistakes is checked too, so that all of them are found at once.
 */
export const needs = <T extends object>(a: keyof T & string, b: keyof T & string, value?: number) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    const input: unknown = dataset.value
    if (!isRecord(input) || input[a] === undefined || input[b] !== undefined) return
    if (value !== undefined && input[a] !== value) return
    addIssue({
      message: `given, because ${a} is${value === undefined ? '' : ` ${value}`}`,
      path: [{ type: 'object', origin: 'value', input, key: b, value: undefined }],
    })
  })

/** Two moments of which the first must not be the later; the issue is put on the second. */
export const inOrder = <T extends object>(first: keyof T & string, last: keyof T & string) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    const input: unknown = dataset.value
    if (!isRecord(input)) return
    const [from, to] = [input[first], input[last]]
    if (typeof from !== 'string' || typeof to !== 'string' || !(Number(from) > Number(to))) return
    addIssue({
      message: `${first} (${from}) or later`,
      path: [{ type: 'object', origin: 'value', input, key: last, value: to }],
    })
  })

/** What a valibot schema holds under this key, such as the `entries` of an object. `undefined`: nothing. */
export const schemaPart = (schema: unknown, key: string): unknown =>
  typeof schema === 'object' && schema ? Reflect.get(schema, key) : undefined
