import type { JournalEntry, Status } from '../../index'

/** The event of a journal entry. */
type ReportedEvent = NonNullable<JournalEntry['event']>

/**
 * Where an event stands. `waiting` and `later` are pending too: without an open_id, after a failed request. `parked` lets
 * the others pass, whatever stuck to it: a refusal, or a failure of its own.
 */
export type RowState =
  | 'pending'
  | 'waiting'
  | 'later'
  | 'accepted'
  | 'parked'
  | 'dropped'
  | 'duplicate'
  | 'invalid'
  | 'error'

/** One event, or one issue that belongs to no event. */
export interface EventRow {
  /** The event_id, or what distinguishes issues. */
  readonly key: string
  readonly event_id: string | undefined
  state: RowState
  /** When it was reported, in ms. */
  at: number
  /** Why it stands so: the collector's answer or the plugin's code. */
  reason: string | undefined
  /** What of it was mended or left out when it was reported. */
  warning: string | undefined
  /** How often the same was reported again. */
  repeats: number
  /** It is in memory only: a kill would lose it. */
  unsaved: boolean
  /** An earlier event of the same order has to be delivered first. */
  behind: boolean
  /** When a parked one is tried again by itself, in ms; null: at the next launch, or once others are accepted. */
  retry_at: number | null
  event: ReportedEvent | undefined
  /** The last journal entry about it. */
  last: JournalEntry
}

const STATES: Partial<Record<JournalEntry['status'], RowState>> = {
  queued: 'pending',
  retried: 'later',
  accepted: 'accepted',
  refused: 'parked',
  dropped: 'dropped',
  invalid: 'invalid',
  error: 'error',
}

/** A repetition without an original was reported in an earlier run. */
const firstRow = (key: string, entry: JournalEntry): EventRow => ({
  key,
  event_id: entry.event_id,
  state: 'duplicate',
  at: entry.at,
  reason: undefined,
  warning: undefined,
  repeats: 0,
  unsaved: false,
  behind: false,
  retry_at: null,
  event: entry.event,
  last: entry,
})

/** Whether it waits for nothing but its turn. */
const isQueued = ({ state }: EventRow): boolean => state === 'pending' || state === 'later'

/** Marks the rows (oldest first) that wait for something else than their turn: the user, or an earlier event of their order. */
const explainWaiting = (rows: Iterable<EventRow>): void => {
  /** The action that holds back the others of an order. */
  const held = new Map<string | undefined, string>()
  for (const row of rows) {
    const { order_id, sub_order_id, action_type, wx_user } = row.event?.props ?? {}
    const order = order_id ?? sub_order_id
    if (!row.event) continue
    row.behind = isQueued(row) && (held.get(order) ?? action_type) !== action_type
    const isNameless = isQueued(row) && !wx_user?.open_id
    if (row.behind || isNameless) {
      row.state = isNameless ? 'waiting' : 'pending'
      row.reason = undefined
    }
    if (action_type && isNameless) held.set(order, action_type)
  }
}

/** Takes over from the status what the journal cannot know: what is parked now, and until when. */
const applyParked = (rows: ReadonlyMap<string, EventRow>, parked: Status['parked']): void => {
  const parkedNow = new Map(parked.map((one) => [one.event_id, one]))
  for (const row of rows.values()) {
    const one = parkedNow.get(row.key)
    if (one) {
      row.state = 'parked'
      row.reason = one.reason
      row.retry_at = one.retry_at
    } else if (row.state === 'parked') row.state = 'pending'
  }
}

/**
 * The journal's entries (oldest first) as one row for each event, newest first. A row keeps its place while its state
 * changes, so that it does not move under the finger; an issue that comes again counts on its row and moves up.
 */
export const rowsOf = ({ recent, parked }: Pick<Status, 'recent' | 'parked'>): EventRow[] => {
  const rows = new Map<string, EventRow>()
  for (const entry of recent) {
    const { status, event_id, reason, event } = entry
    const key = event_id ?? `${status}: ${reason}`
    const known = rows.get(key)
    const row = known ?? firstRow(key, entry)
    row.last = entry
    const state = STATES[status]
    if (state) {
      row.state = state
      row.reason = status === 'queued' ? undefined : reason
      // A repetition brings an object of its own; the one that waits is completed in place.
      row.event = event ?? row.event
    }
    if (status === 'queued') row.warning = reason
    if (status === 'unsaved') row.unsaved = true
    if (status === 'duplicate' || (known && !event_id)) row.repeats++
    if (known && !event_id) {
      row.at = entry.at
      rows.delete(key)
    }
    rows.set(key, row)
  }
  applyParked(rows, parked)
  explainWaiting(rows.values())
  return [...rows.values()].reverse()
}
