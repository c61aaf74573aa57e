import { rawCheck } from 'valibot'
import { isRecord } from '../lib/check'

/**
 * The vendor's rules of the form "B must be there if A is", on the object that holds both; the issue is put on B.
 * With `value`: if A is that. An object with other mistakes is asked too, so that all of them are told at once.
 */
export const needs = <T extends object>(a: keyof T & string, b: keyof T & string, value?: number) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    const input: unknown = dataset.value
    if (!isRecord(input) || input[a] === undefined || input[b] !== undefined) return
    if (value !== undefined && input[a] !== value) return
    addIssue({
      message: `given, because ${a} is${value === undefined ? '' : ` ${value}`}`,
      path: [{ type: 'object', origin: 'value', input, key: b, value: undefined }],
    })
  })
