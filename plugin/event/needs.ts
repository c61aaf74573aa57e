import { rawCheck } from 'valibot'

/**
 * The vendor's rules of the form "B must exist if A exists", as one action on the object that holds both.
 * The issue is put on B, where the merchant must mend it.
 */
export const needs = <T extends object>(a: keyof T & string, b: keyof T & string) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value[a] === undefined || dataset.value[b] !== undefined) return
    const input = dataset.value as Record<string, unknown>
    addIssue({
      message: `given, because ${a} is`,
      path: [{ type: 'object', origin: 'value', input, key: b, value: undefined }],
    })
  })
