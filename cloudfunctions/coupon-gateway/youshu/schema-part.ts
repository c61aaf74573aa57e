/** What a valibot schema holds under this key, such as the `entries` of an object. `undefined`: nothing. */
export const schemaPart = (schema: unknown, key: string): unknown =>
  typeof schema === 'object' && schema ? Reflect.get(schema, key) : undefined
