import { rawCheck } from 'valibot'

/** The vendor's rules of the form "B must be there if A is", on the object that holds both; the issue is put on B. */
export const needs = <T extends object>(a: keyof T & string, b: keyof T & string) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value[a] === undefined || dataset.value[b] !== undefined) return
    const input = Object.fromEntries(Object.entries(dataset.value))
    addIssue({
      message: `given, because ${a} is`,
      path: [{ type: 'object', origin: 'value', input, key: b, value: undefined }],
    })
  })
