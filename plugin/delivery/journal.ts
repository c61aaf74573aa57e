import type { ConsumeCoupon } from '../event/consume-coupon'

/**
 * What happened to an event. queued, duplicate, invalid: when it was told. accepted, refused, later: what the
 * collector said. dropped: lost for the reason. unsaved: would not survive a kill. error: a fault of ours, swallowed.
 */
const COUNTS = {
  queued: 0,
  duplicate: 0,
  invalid: 0,
  accepted: 0,
  refused: 0,
  later: 0,
  dropped: 0,
  unsaved: 0,
  error: 0,
}
export type Happening = keyof typeof COUNTS

/** One line of the journal; `at` in ms. */
export interface JournalEntry {
  readonly happening: Happening
  readonly at: number
  readonly event_id: string | undefined
  readonly reason: string | undefined
  /** The event as it stands now, where one is at hand. */
  readonly event: ConsumeCoupon | undefined
}
export type Note = (
  happening: Happening,
  event_id?: string,
  reason?: string,
  event?: ConsumeCoupon,
) => void

/** What an inspector shows; each names its event, so this is also what it costs in memory: about 200 KB. */
const RECENT = 200

/** Counts every outcome since the launch, keeps the last ones, and tells whoever listens. */
export const createJournal = (now: () => number) => {
  const counts = { ...COUNTS }
  /** Dropped events by reason. */
  const losses: Record<string, number> = {}
  const recent: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()

  const note: Note = (happening, event_id, reason, event) => {
    const entry = { happening, at: now(), event_id, reason, event }
    counts[happening]++
    if (reason && happening === 'dropped') losses[reason] = (losses[reason] ?? 0) + 1
    if (recent.push(entry) > RECENT) recent.shift()
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
    note,
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
