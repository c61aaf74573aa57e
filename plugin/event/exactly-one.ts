import { rawCheck } from 'valibot'

/** The vendor's rule 选填其一: one of the two keys is given, and only one. The issue is put on the first. */
export const exactlyOne = <T extends object>(a: keyof T & string, b: keyof T & string) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed || (dataset.value[a] === undefined) !== (dataset.value[b] === undefined)) return
    const input = dataset.value as Record<string, unknown>
    addIssue({
      message: `exactly one of ${a} and ${b}`,
      path: [{ type: 'object', origin: 'value', input, key: a, value: input[a] }],
    })
  })
