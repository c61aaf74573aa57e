import { type GenericSchema, safeParse } from 'valibot'
import { isFields } from './is-fields'
import type { Issue } from './issue'

const show = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return 'an array'
  return isFields(value) ? 'an object' : typeof value === 'function' ? 'a function' : String(value)
}

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
    const expected = missing ? 'a value: it is required' : (issue.expected ?? issue.message)
    return { path, expected, received: show(received) }
  })
