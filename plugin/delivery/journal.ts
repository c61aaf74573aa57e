import { attempt } from '../attempt'
import type { CouponEvent } from '../event/context'

/**
 * What happened to an event. queued, duplicate, invalid: when it was reported. accepted, refused, retried: what came of
 * a request. dropped: lost for the reason. unsaved: would not survive a kill yet. error: a fault of ours, swallowed.
 */
const COUNTS = {
  queued: 0,
  duplicate: 0,
  invalid: 0,
  accepted: 0,
  refused: 0,
  retried: 0,
  dropped: 0,
  unsaved: 0,
  error: 0,
}
export type EventStatus = keyof typeof COUNTS

/** One line of the journal; `at` in ms. */
export interface JournalEntry {
  readonly status: EventStatus
  readonly at: number
  readonly event_id: string | undefined
  /** queued: what of the event was mended or left out, if anything; else why. */
  readonly reason: string | undefined
  /** The event as it stands now, where one is at hand. */
  readonly event: CouponEvent | undefined
}
/** Notes what happened; `read`: the event as JSON, as it stands when it is asked for. */
export type Report = (
  status: EventStatus,
  event_id?: string,
  reason?: string,
  read?: () => string,
) => void

/** What an inspector shows; each names its event, so this is also what it costs in memory: about 200 KB. */
const MAX_RECENT = 200

/** What an entry is made of when it is read; until then it costs the call next to nothing. */
interface Noted extends Omit<JournalEntry, 'event'> {
  readonly read: (() => string) | undefined
  entry: JournalEntry | undefined
}
const entryOf = (noted: Noted): JournalEntry => {
  const { status, at, event_id, reason, read } = noted
  let text: string | undefined
  let event: CouponEvent | undefined
  noted.entry ??= {
    status,
    at,
    event_id,
    reason,
    // Parsed for those who look at it.
    get event(): CouponEvent | undefined {
      const latest = read?.()
      if (latest === text) return event
      text = latest
      return (event = attempt(() => JSON.parse(String(latest)) as CouponEvent))
    },
  }
  return noted.entry
}

/** Counts every outcome since the launch, keeps the last ones, and calls the listeners. */
export const createJournal = (now: () => number) => {
  const counts = { ...COUNTS }
  /** Dropped events by reason. */
  const losses: Record<string, number> = {}
  const recent: Noted[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()

  const report: Report = (status, event_id, reason, read) => {
    const noted: Noted = { status, at: now(), event_id, reason, read, entry: undefined }
    counts[status]++
    if (reason && status === 'dropped') losses[reason] = (losses[reason] ?? 0) + 1
    // All older ones at once: one at a time each would move the whole list.
    if (recent.push(noted) >= 2 * MAX_RECENT) recent.splice(0, MAX_RECENT)
    for (const listener of listeners) {
      try {
        listener(entryOf(noted))
      } catch {
        // A listener's own fault must not stop the delivery.
        counts.error++
      }
    }
  }
  return {
    report,
    read: () => ({
      ...counts,
      recent: recent.slice(-MAX_RECENT).map(entryOf),
      losses: { ...losses },
    }),
    /** The user wants nothing kept. */
    forget: () => recent.splice(0),
    /** Returns what ends the listening. */
    onReport(listener: (entry: JournalEntry) => void): () => void {
      // The same function may listen twice, and each is ended by itself.
      const own = (entry: JournalEntry): void => listener(entry)
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}
