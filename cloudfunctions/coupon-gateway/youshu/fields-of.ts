import { object, type ObjectEntries, type ObjectSchema } from 'valibot'

/** valibot's `object`, which takes an array for an object with no fields; the vendor does not. */
export const fieldsOf = <const T extends ObjectEntries>(entries: T): ObjectSchema<T, undefined> => {
  const schema = object(entries)
  return {
    ...schema,
    '~run': (dataset, config) =>
      schema['~run'](Array.isArray(dataset.value) ? { value: 'an array' } : dataset, config),
  }
}
