import { createHash } from 'node:crypto'
import { changeOf } from '../../../plugin/event/consume-coupon'
import { ACTION_TYPES } from '../../../plugin/event/order-status'
import { isRecord } from '../lib/check'
import { parseJson, reachesPrototype } from '../lib/json'

/** One event as it came over the wire, and what the store must know of it. */
export interface ReportedEvent {
  /** Its key in the store: the id that it came with, and of what has no order who did it too. */
  readonly event_id: string
  /** Events of one key are forwarded in the order in which they came. */
  readonly order_key: string
  readonly action_type: string | null
  readonly coupon_id: string | null
  readonly coupon_ins_id: string | null
  /** Yuan. */
  readonly deduction: number | null
  /** Who did it, by open_id, as a pseudonym. */
  readonly person: Buffer | null
  readonly user_id: string | null
  /** Milliseconds since 1970. */
  readonly occurred_at: number | null
  /** The event's JSON, to the letter as it was sent. */
  readonly body: string
}

/** The events of a report, or why it is none. */
export type Report = { readonly events: readonly ReportedEvent[] } | { readonly problem: string }

/** More than any phone holds. */
export const MAX_EVENTS = 5_000
// An index holds no key of more than 2,700 bytes; an honest id has less than 200 characters.
const MAX_ID_CHARACTERS = 300
// What a moment in the vendor's form can say: 13 digits of milliseconds.
const MAX_MS = 9_999_999_999_999

const sha256 = (text: string) => createHash('sha256').update(text).digest()

/**
 * A text as a column can hold it: PostgreSQL takes no NUL, and would make one character of all lone surrogates, so that
 * two different ids became one.
 */
export const column = (value: unknown): string | null => {
  const text = typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || text === '') return null
  const safe = /[\0\p{Cs}]/u.test(text) ? JSON.stringify(text).slice(1, -1) : text
  return safe.length > MAX_ID_CHARACTERS
    ? `${safe.slice(0, MAX_ID_CHARACTERS - 65)}#${sha256(safe).toString('hex')}`
    : safe
}

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {})

/** The hash of a user's id: the user can be found by the id, but the id cannot be read from it. */
export const personOf = (id: string): Buffer => sha256(column(id) ?? '').subarray(0, 16)

/**
 * Two phones that show a batch in the same millisecond give what they report the same id. By the open_id, which is the
 * user's however often a phone tries again; its hash with the id says nothing of him once he is forgotten.
 */
const ownId = (event_id: string, open_id: string): string =>
  `${event_id}#${sha256(`${event_id}\n${open_id}`).toString('hex').slice(0, 16)}`

const deductionOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12 ? value : null

const momentOf = (time: unknown): number | null => {
  const ms = typeof time === 'string' && /^\d{1,13}$/.test(time) ? Number(time) : time
  return typeof ms === 'number' && ms > 0 && ms <= MAX_MS ? Math.floor(ms) : null
}

const eventOf = (value: unknown, body: string): ReportedEvent | undefined => {
  const { type, props: given } = record(value)
  if (typeof type !== 'string' || type === '' || !isRecord(given)) return undefined
  const props = record(given)
  const extra = record(props['extra'])
  const user = record(props['wx_user'])
  const open_id = column(user['open_id'])
  const instance = column(record(props['coupon_instance'])['coupon_ins_id'])
  const coupon = column(record(props['coupon'])['coupon_id'])
  // The newer edition of the vendor's table has no action, and calls the one piece coupon and its kind the batch; what it has no place for stands in extra.
  const newer = type === 'consume_coupon' && !instance && !props['action_type']
  const action_type = newer ? 'consume' : column(props['action_type'])
  const coupon_ins_id = newer ? coupon : instance
  const order = column(props['order_id'] ?? extra['order_id'])
  const sub_order = column(props['sub_order_id'] ?? extra['sub_order_id'])
  const order_key = order ?? sub_order
  const action = ACTION_TYPES.find((known) => known === action_type)
  const change = { order_id: order ?? undefined, sub_order_id: sub_order ?? undefined }
  const derived =
    action && order_key && coupon_ins_id
      ? changeOf({ ...change, coupon_ins_id }, action).id
      : `${type}#${sha256(body).toString('hex')}`
  const given_id = column(extra['event_id']) ?? column(derived) ?? ''
  const event_id = order_key === null && open_id !== null ? ownId(given_id, open_id) : given_id
  const person = open_id === null ? null : personOf(open_id)
  return {
    event_id,
    order_key: order_key ?? person?.toString('hex') ?? event_id,
    action_type,
    coupon_id: newer
      ? (column(record(props['coupon_batch'])['coupon_batch_id']) ??
        column(extra['coupon_batch_id']))
      : coupon,
    coupon_ins_id,
    deduction: deductionOf(props['coupon_deduction'] ?? extra['coupon_deduction']),
    person,
    user_id: column(user['user_id']),
    occurred_at: momentOf(props['time']),
    body,
  }
}

/** The texts of a JSON array's elements. The text was parsed before: it is JSON. */
const elementsOf = (array: string): string[] => {
  const elements: string[] = []
  let depth = 0
  let quoted = false
  let from = array.indexOf('[') + 1
  for (let at = from; at < array.length; at += 1) {
    const char = array[at]
    if (char === '"') quoted = !quoted
    else if (quoted) at += char === '\\' ? 1 : 0
    else if (char === '{' || char === '[') depth += 1
    else if (depth > 0) depth -= char === '}' || char === ']' ? 1 : 0
    else if (char === ',' || char === ']') {
      elements.push(array.slice(from, at).trim())
      from = at + 1
    }
  }
  return elements
}

/**
 * Reads what the plugin sends: one event as an object, or several as an array of them. Whether an event is a good one is
 * the vendor's decision: only what is no event at all is refused here.
 */
export const readReport = (text: string): Report => {
  // How a key that stands twice is read is the vendor's decision, so the text goes on as it came.
  const input = parseJson(text)
  if (input === undefined || reachesPrototype(input)) return { problem: 'the body is not JSON' }
  const values: readonly unknown[] = Array.isArray(input) ? input : [input]
  if (values.length === 0) return { problem: 'there is no event' }
  if (values.length > MAX_EVENTS) return { problem: `more than ${MAX_EVENTS} events` }
  const texts = Array.isArray(input) ? elementsOf(text) : [text.trim()]
  const events: ReportedEvent[] = []
  for (const [index, value] of values.entries()) {
    const event = eventOf(value, texts[index] ?? '')
    if (!event) return { problem: `element ${index} is not an event {type, props}` }
    events.push(event)
  }
  return { events }
}
