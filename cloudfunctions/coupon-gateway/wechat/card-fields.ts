import {
  array,
  check,
  type GenericSchema,
  getMetadata,
  type InferOutput,
  literal,
  looseObject,
  metadata,
  number,
  type ObjectEntries,
  optional,
  pipe,
  rawCheck,
  string,
  union,
} from 'valibot'
import { isRecord, MAX_ISSUES } from '../lib/check'

/**
 * An object with the rows of a table and nothing else: WeChat answers an update that holds another key as a whole
 * with 47001. Source: WeChat 管理卡券, notes 5: 未列出的字段不支持修改更新.
 */
export const strictFields = <const Entries extends ObjectEntries>(
  entries: Entries,
  where: string,
) => {
  const fields = looseObject(entries)
  return pipe(
    fields,
    rawCheck<InferOutput<typeof fields>>(({ dataset, addIssue }) => {
      const input: unknown = dataset.value
      if (!isRecord(input)) return
      const unlisted = Object.entries(input).filter(([key]) => !Object.hasOwn(entries, key))
      for (const [key, value] of unlisted.slice(0, MAX_ISSUES)) {
        addIssue({
          message: `nothing: ${where} takes only ${Object.keys(entries).join(', ')}`,
          path: [{ type: 'object', origin: 'value', input, key, value }],
        })
      }
    }),
  )
}

/**
 * The vendor's `string(n)`: n counts bytes of UTF-8, not characters (`string(48)` is "16 个汉字").
 * `""` passes: in an overlay it clears the field.
 * Source: WeChat 管理卡券, 更改卡券信息; notes 3.
 */
export const upToBytes = (limit: number) =>
  pipe(
    string(),
    check((value) => Buffer.byteLength(value) <= limit, `at most ${limit} bytes in UTF-8`),
  )

/** The vendor's `unsigned int`, 32 bits wide: milliseconds instead of seconds do not fit, and are found. */
export const unsignedInt = (what: string) =>
  pipe(
    number(),
    check((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32, what),
  )

/** Source: WeChat 统计卡券数据, card_id string(32). */
export const cardId = pipe(
  string(),
  check((id) => id !== '' && Buffer.byteLength(id) <= 32, 'a card id of 1 to 32 bytes'),
)

/** A row with 是 in the column 是否提审: a card whose update holds this field goes back into review. */
export const requiresReview = <const Field extends GenericSchema>(field: Field) =>
  pipe(optional(field), metadata({ review: true }))

/** What the column says of a row. */
export const isReviewed = (row: GenericSchema): boolean => getMetadata(row)['review'] === true

const EXPECTED = 'shops as "1234,2314" or [1234, 2314], at most 3072 bytes; "0" clears them'

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0
const isList = (ids: string): boolean =>
  Buffer.byteLength(ids) <= 3072 &&
  ids.split(',').every((id) => /^\d+$/.test(id) && isId(Number(id)))

/**
 * The shops where the card holds: a string as the table says, or an array as WeChat's own example sends.
 * They are cleared with `"0"`, not with `""` and not with an empty array.
 * Source: WeChat 管理卡券, location_id_list: 清空门店更新时传“0”.
 */
export const locationIds = union(
  [
    pipe(
      string(),
      check((ids) => ids === '0' || isList(ids), EXPECTED),
    ),
    pipe(
      array(number()),
      check((ids) => ids.length > 0 && ids.every(isId) && isList(ids.join(',')), EXPECTED),
    ),
  ],
  EXPECTED,
)

/**
 * When the card holds, in seconds. That the range may only grow is checked by `rangeIssues`, which needs the current one.
 * Source: WeChat 管理卡券, date_info.
 */
export const DateInfo = pipe(
  strictFields(
    {
      // A card of another type (DATE_TYPE_FIX_TERM) cannot change its validity.
      type: literal('DATE_TYPE_FIX_TIME_RANGE'),
      begin_timestamp: optional(unsignedInt('seconds since 1970')),
      end_timestamp: optional(unsignedInt('seconds since 1970')),
    },
    'date_info',
  ),
  check(
    ({ begin_timestamp: begin, end_timestamp: end }) => begin !== undefined || end !== undefined,
    'begin_timestamp, end_timestamp or both',
  ),
  check(
    ({ begin_timestamp: begin = 0, end_timestamp: end = Infinity }) => begin < end,
    'begin_timestamp before end_timestamp',
  ),
)
export type DateInfo = InferOutput<typeof DateInfo>
