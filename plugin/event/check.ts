import type { Issue } from './issue'
import { parse, type Schema } from './schema'

/** Every rule of the schema that the input breaks; none: the input is what the schema says. */
export const check = (schema: Schema<unknown>, input: unknown): Issue[] =>
  parse(schema, input).issues
