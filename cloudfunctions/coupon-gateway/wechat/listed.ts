import { type InferOutput, looseObject, type ObjectEntries, pipe, rawCheck } from 'valibot'
import { isFields } from './fields'

/**
 * An object with the rows of a table and nothing else: WeChat answers an update that holds another key as a whole
 * with 47001. Source: WeChat 管理卡券, notes 5: 未列出的字段不支持修改更新.
 */
export const listed = <const Entries extends ObjectEntries>(entries: Entries, where: string) => {
  const fields = looseObject(entries)
  return pipe(
    fields,
    rawCheck<InferOutput<typeof fields>>(({ dataset, addIssue }) => {
      const input: unknown = dataset.value
      if (!isFields(input)) return
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue
        addIssue({
          message: `nothing: ${where} takes only ${Object.keys(entries).join(', ')}`,
          path: [{ type: 'object', origin: 'value', input, key, value }],
        })
      }
    }),
  )
}
