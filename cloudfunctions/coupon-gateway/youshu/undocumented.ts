import { schemaPart } from './schema-part'

/** The path of each key of the input that the valibot schema has no row for, at any depth. */
export const undocumented = (schema: unknown, input: unknown, path = ''): string[] => {
  if (typeof input !== 'object' || !input) return []
  const wrapped = schemaPart(schema, 'wrapped')
  if (wrapped) return undocumented(wrapped, input, path)
  const getter = schemaPart(schema, 'getter')
  if (typeof getter === 'function') return undocumented(getter(input), input, path)
  if (Array.isArray(input)) {
    const item = schemaPart(schema, 'item')
    return input.flatMap((value, index) => undocumented(item, value, `${path}[${index}]`))
  }
  const entries = schemaPart(schema, 'entries')
  if (!entries) return []
  return Object.entries(input).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    return Object.hasOwn(entries, key) ? undocumented(schemaPart(entries, key), value, at) : [at]
  })
}
