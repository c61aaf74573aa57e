import { type GenericSchema, safeParse } from 'valibot'
import { check, isRecord, type Issue } from '../lib/check'
import { writeJson } from '../lib/json'
import { type Done, done, invalid, type Invalid } from '../lib/outcome'
import type { Fields } from './call'
import { type DateInfo, isReviewed } from './card-fields'
import { BaseInfo, type CardType, CardUpdate, COLOURS, specialFields } from './card-update'

const FIXED_RANGE = 'DATE_TYPE_FIX_TIME_RANGE'
// The number that older cards still carry for the same type, as in WeChat's sample of a meeting ticket.
const FIXED_RANGE_TYPES = new Set<unknown>([FIXED_RANGE, '1', 1, undefined])

// "1234,2314", [1234, 2314] and [2314, 1234] are the same shops; "0" and [] are none.
const shops = (ids: unknown): Set<string> =>
  new Set(
    String(ids)
      .split(',')
      .filter((id) => id !== '0' && id !== ''),
  )

const isSameSet = (one: Set<string>, other: Set<string>): boolean =>
  one.size === other.size && [...one].every((item) => other.has(item))

const isSameRow = (row: string, wanted: unknown, now: unknown): boolean => {
  if (now === undefined) return false
  if (row === 'location_id_list') return isSameSet(shops(wanted), shops(now))
  // card/get answers the colour's value for its name, and timestamps as text.
  if (row === 'color') return wanted === now || COLOURS[String(wanted)] === now
  if (typeof wanted === 'number') return String(wanted) === String(now)
  if (wanted === FIXED_RANGE) return FIXED_RANGE_TYPES.has(now)
  return isRecord(wanted) ? isSame(wanted, now) : wanted === now
}

/** Whether the card already holds all of these fields. What we do not know of the card is not the same. */
const isSame = (wanted: Fields, now: unknown): boolean =>
  isRecord(now) && Object.entries(wanted).every(([row, value]) => isSameRow(row, value, now[row]))

const differing = (rows: Fields, now: unknown): Fields =>
  Object.fromEntries(Object.entries(rows).filter(([row, value]) => !isSame({ [row]: value }, now)))

/**
 * What of the wanted fields differs from the card, and only that: to send a field as it is would put the card back
 * into review for nothing. A structure (`date_info`, `custom_field1`) goes whole or not at all.
 * Source: WeChat 管理卡券, notes 2: 接口更新方式为覆盖更新.
 */
export const changedFields = ({ base_info: base, ...special }: Fields, now: Fields): Fields => {
  const changed = isRecord(base) ? differing(base, now['base_info']) : {}
  return {
    ...(Object.keys(changed).length > 0 && { base_info: changed }),
    ...differing(special, now),
  }
}

const hasAny = (fields: Fields, table: object): boolean =>
  Object.keys(table).some((row) => Object.hasOwn(fields, row))

/**
 * The card as it is now, as its own type holds it: `{base_info, …}`. The caller may hand over the whole answer of
 * card/get (`{errcode, card}`), its `card` (`{card_type, discount: {…}}`), that innermost part, or its `base_info`.
 * Nothing for anything else: a card of another type or form would be compared with in vain, and in silence.
 */
export const currentFields = (current: Fields, type: CardType): Fields | undefined => {
  const card = isRecord(current['card']) ? current['card'] : current
  const fields = isRecord(card[type]) ? card[type] : card
  if (hasAny(fields, { base_info: 1, ...specialFields[type] })) return fields
  return hasAny(fields, BaseInfo.entries) ? { base_info: fields } : undefined
}

const reviewedRows = (sent: unknown, table: Readonly<Record<string, GenericSchema>>): string[] =>
  Object.entries(table)
    .filter(([row, schema]) => isRecord(sent) && Object.hasOwn(sent, row) && isReviewed(schema))
    .map(([row]) => row)

/**
 * The fields that put the card back into review, by the column 是否提审: `send_check` must be true when there are any.
 * Source: WeChat 管理卡券, notes 1.
 */
export const expectReview = (type: CardType, sent: Fields): string[] => [
  ...reviewedRows(sent['base_info'], BaseInfo.entries).map((row) => `base_info.${row}`),
  ...reviewedRows(sent, specialFields[type]),
]

const issue = (row: string, expected: string, received: unknown): Issue => ({
  path: `base_info.date_info${row}`,
  expected,
  received: String(received),
})

function* growth(wanted: DateInfo, now: Fields): Generator<Issue> {
  // card/get has answered numbers and strings of digits; NaN compares as "no objection".
  const [begin, end] = [Number(now['begin_timestamp']), Number(now['end_timestamp'])]
  const { begin_timestamp: from, end_timestamp: to } = wanted
  if (from !== undefined && from > begin) {
    yield issue('.begin_timestamp', `${begin} or earlier: the range may only grow`, from)
  }
  if (to !== undefined && to < end) {
    yield issue('.end_timestamp', `${end} or later: the range may only grow`, to)
  }
}

/**
 * What the wanted validity breaks, given the one that the card has: a range may only grow, and a card that is valid
 * for days after it was received has no range. Nothing when the current one is not known: then WeChat judges.
 * Source: WeChat 管理卡券, date_info: 有效期时间修改仅支持有效区间的扩大; 结束时间仅支持往后延长.
 */
const rangeIssues = (wanted: DateInfo | undefined, baseInfo: unknown): Issue[] => {
  const now: unknown = isRecord(baseInfo) ? baseInfo['date_info'] : undefined
  if (!wanted || !isRecord(now)) return []
  if (!FIXED_RANGE_TYPES.has(now['type'])) {
    return [
      issue(
        '',
        `nothing: the card is ${String(now['type'])}, only ${FIXED_RANGE} can change`,
        FIXED_RANGE,
      ),
    ]
  }
  return [...growth(wanted, now)]
}

/** What an update comes down to. */
export interface UpdatePlan {
  /** What goes to WeChat; `undefined` when the card is already as it is wanted. */
  readonly body: Fields | undefined
  /** The fields in it that put the card back into review. */
  readonly review: readonly string[]
  readonly card_id: string
  readonly type: CardType
  /** The fields in it. */
  readonly changed: Fields
}

// A request names the type in lower case, the answer of card/get in upper case.
const withLowerType = (input: unknown): unknown =>
  isRecord(input) && typeof input['card_type'] === 'string'
    ? { ...input, card_type: input['card_type'].toLowerCase() }
    : input

const unlike = (type: CardType): Issue => ({
  path: 'current',
  expected: `this ${type} as card/get answers it`,
  received: 'something else',
})

/** What an update would send, and whether the card would go back into review: checked, and nothing sent. */
export const planUpdate = (input: unknown): Done<UpdatePlan> | Invalid => {
  const lowered = withLowerType(input)
  const update = safeParse(CardUpdate, lowered, { abortEarly: true })
  if (!update.success) return invalid(check(CardUpdate, lowered, input))
  const { card_id, card_type: type, current, ...wanted } = update.output
  const now = current ? currentFields(current, type) : {}
  if (!now) return invalid([unlike(type)])
  const shrinking = rangeIssues(wanted.base_info?.date_info, now['base_info'])
  if (shrinking.length > 0) return invalid(shrinking)
  const changed = changedFields(wanted, now)
  const isSo = Object.keys(changed).length === 0
  return done({
    body: isSo ? undefined : { card_id, [type]: changed },
    review: expectReview(type, changed),
    card_id,
    type,
    changed,
  })
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : writeJson(value))

// What clears a field; "0" clears the shops.
const CLEARING = new Set<unknown>(['', '0'])

const isCleared = (sent: unknown, now: unknown, row: string): boolean =>
  CLEARING.has(sent) && isRecord(now) && (now[row] ?? '') === ''

const rowDifferences = (wanted: Fields, now: unknown, path: string): Issue[] =>
  Object.entries(wanted)
    .filter(([row, value]) => !isSame({ [row]: value }, now) && !isCleared(value, now, row))
    .map(([row, value]) => ({
      path: `${path}${row}`,
      expected: show(value),
      received: show(isRecord(now) ? now[row] : undefined),
    }))

/** Each field that the card does not hold as it was sent. `""` is the same as no field. */
export const differences = ({ base_info: base, ...special }: Fields, now: Fields): Issue[] => [
  ...(isRecord(base) ? rowDifferences(base, now['base_info'], 'base_info.') : []),
  ...rowDifferences(special, now, ''),
]
