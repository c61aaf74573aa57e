import { type GenericSchema, type InferOutput, safeParse } from 'valibot'
import type { Issue } from './issue'

const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? 'a list'
      : String(value)

/**
 * What the schema makes of the input (unknown keys are left out), or every rule that it breaks; no issue: it is
 * what the schema says. `given` is what to quote from when the input is a cleaned copy of what the caller wrote.
 */
export const parse = <S extends GenericSchema>(
  schema: S,
  input: unknown,
  given: unknown = input,
): { output: InferOutput<S>; issues: Issue[] } => {
  const { output, issues = [] } = safeParse(schema, input)
  return {
    // Where there are issues nobody may use it; valibot's type says the same by a union.
    output: output as InferOutput<S>,
    issues: issues.map(({ path: steps = [], message }) => {
      let path = ''
      let received = given
      let expected = message
      for (const { key, origin } of steps) {
        path += typeof key === 'number' ? `[${key}]` : (path && '.') + String(key)
        received = (received as Record<string, unknown> | undefined)?.[String(key)]
        if (origin === 'key') expected = 'a value: it is required'
      }
      return { path, expected, received: show(received) }
    }),
  }
}
