import type { GenericSchema } from 'valibot'
import type { Issue } from './issue'
import { parse } from './parse'

/** Every rule of the schema that the input breaks; none: the input is what the schema says. */
export const check = (schema: GenericSchema, input: unknown): Issue[] => parse(schema, input).issues
