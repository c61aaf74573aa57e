import type { EventRow, RowState } from './event-row'
import { explainWaiting } from './explain-waiting'
import { isQueued } from './is-queued'
import type { Entry } from './plugin-status'

const STATES: Partial<Record<Entry['happening'], RowState>> = {
  queued: 'pending',
  accepted: 'accepted',
  refused: 'refused',
  dropped: 'dropped',
  invalid: 'invalid',
  error: 'error',
}

/** What is told of it for the first time: a repetition without an original was reported in an earlier run. */
const firstSeen = (key: string, entry: Entry): EventRow => ({
  key,
  event_id: entry.event_id,
  state: 'duplicate',
  at: entry.at,
  reason: undefined,
  repeats: 0,
  unsaved: false,
  behind: false,
  event: entry.event,
  last: entry,
})

/** A request concerns all that waited for it: after a failure it goes later, once there is an answer it goes on. */
const postpone = (rows: Iterable<EventRow>, state: 'later' | 'pending', reason?: string): void => {
  for (const row of rows) {
    if (!isQueued(row)) continue
    row.state = state
    row.reason = reason
  }
}

/**
 * The journal's entries (oldest first) as one row for each event, newest first. A row keeps its place while its state
 * changes, so that it does not run away from the finger; a complaint that comes again counts on its row and moves up.
 */
export const rowsOf = (entries: readonly Entry[]): EventRow[] => {
  const rows = new Map<string, EventRow>()
  for (const entry of entries) {
    const { happening, event_id, reason, event } = entry
    if (happening === 'later') postpone(rows.values(), 'later', reason)
    if (happening === 'accepted' || happening === 'refused') postpone(rows.values(), 'pending')
    if (happening === 'later') continue

    const key = event_id ?? `${happening}: ${reason}`
    const known = rows.get(key)
    const row = known ?? firstSeen(key, entry)
    row.last = entry
    const state = STATES[happening]
    if (state) {
      row.state = state
      row.reason = reason
      // A repetition brings an object of its own; the one that waits is completed in place.
      row.event = event ?? row.event
    }
    if (happening === 'unsaved') row.unsaved = true
    if (happening === 'duplicate' || (known && !event_id)) row.repeats++
    if (known && !event_id) {
      row.at = entry.at
      rows.delete(key)
    }
    rows.set(key, row)
  }
  explainWaiting(rows.values())
  return [...rows.values()].reverse()
}
