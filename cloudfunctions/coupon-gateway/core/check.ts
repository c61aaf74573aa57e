import { type BaseIssue, type GenericSchema, safeParse } from 'valibot'
import { isFields } from './is-fields'
import type { Issue } from './issue'

// Enough to recognize what one wrote. A body may hold texts of megabytes, which an answer need not repeat.
const LONGEST = 200

const show = (value: unknown): string => {
  if (typeof value === 'string')
    return value.length > LONGEST
      ? `${JSON.stringify(value.slice(0, LONGEST))} and more`
      : JSON.stringify(value)
  if (Array.isArray(value)) return 'an array'
  return isFields(value) ? 'an object' : typeof value === 'function' ? 'a function' : String(value)
}

/** What valibot says by itself names types and values well, and needs no sentence; a rule of ours has its own words. */
const wanted = ({ message, expected }: BaseIssue<unknown>): string =>
  message.startsWith('Invalid ') ? (expected ?? message) : message

/**
 * Every rule of the schema that the input breaks; none: the input is what the schema says.
 * `given` is what to quote from when the input is a cleaned copy of what the caller wrote.
 */
export const check = (schema: GenericSchema, input: unknown, given: unknown = input): Issue[] =>
  (safeParse(schema, input).issues ?? []).map((issue) => {
    let path = ''
    let received = given
    let missing = false
    for (const { key, origin } of issue.path ?? []) {
      missing = origin === 'key'
      path += typeof key === 'number' ? `[${key}]` : path ? `.${String(key)}` : String(key)
      received = isFields(received) ? received[String(key)] : undefined
    }
    const expected = missing ? 'a value: it is required' : wanted(issue)
    return { path, expected, received: show(received) }
  })
