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

/** Counts every outcome since the launch, keeps the last ones, and tells the listeners. */
export const createJournal = (now: () => number) => {
  const counts = { ...COUNTS }
  /** Dropped events by reason. */
  const losses: Record<string, number> = {}
  const recent: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()

  const report: Report = (status, event_id, reason, read) => {
    let text: string | undefined
    let event: CouponEvent | undefined
    const entry = {
      status,
      at: now(),
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
    counts[status]++
    if (reason && status === 'dropped') losses[reason] = (losses[reason] ?? 0) + 1
    if (recent.push(entry) > MAX_RECENT) recent.shift()
    for (const listener of listeners) {
      try {
        listener(entry)
      } catch {
        // A listener's own fault must not stop the delivery.
        counts.error++
      }
    }
  }
  return {
    report,
    read: () => ({ ...counts, recent: [...recent], losses: { ...losses } }),
    /** The user wants nothing kept. */
    forget: () => recent.splice(0),
    /** Returns what ends the listening. */
    onReport(listener: (entry: JournalEntry) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
