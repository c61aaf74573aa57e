import { rawCheck } from 'valibot'

/** A rule between the fields of one object. The issue is put on `key`, where it is to be mended. */
export const rule = <T extends object>(
  key: keyof T & string,
  message: string,
  holds: (value: T) => boolean,
) =>
  rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed || holds(dataset.value)) return
    const input = dataset.value as Record<string, unknown>
    const at = { type: 'object', origin: 'value', input, key, value: input[key] } as const
    addIssue({ message, path: [at] })
  })
