const part = (schema: unknown, key: string): unknown =>
  typeof schema === 'object' && schema ? Reflect.get(schema, key) : undefined

/** The path of each key of the input that the valibot schema has no row for, at any depth. */
export const undocumented = (schema: unknown, input: unknown, path = ''): string[] => {
  if (typeof input !== 'object' || !input) return []
  const wrapped = part(schema, 'wrapped')
  if (wrapped) return undocumented(wrapped, input, path)
  const getter = part(schema, 'getter')
  if (typeof getter === 'function') return undocumented(getter(input), input, path)
  if (Array.isArray(input)) {
    const item = part(schema, 'item')
    return input.flatMap((value, index) => undocumented(item, value, `${path}[${index}]`))
  }
  const entries = part(schema, 'entries')
  if (!entries) return []
  return Object.entries(input).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    return Object.hasOwn(entries, key) ? undocumented(part(entries, key), value, at) : [at]
  })
}
