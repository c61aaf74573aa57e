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
}
export type Note = (happening: Happening, event_id?: string, reason?: string) => void

const KEPT = 20

/** Counts every outcome since the launch, keeps the last troubles, and tells whoever listens. */
export const createJournal = (now: () => number) => {
  const counts = { ...COUNTS }
  /** Dropped events by reason. */
  const losses: Record<string, number> = {}
  const troubles: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()

  const note: Note = (happening, event_id, reason) => {
    const entry = { happening, at: now(), event_id, reason }
    counts[happening]++
    if (reason && happening === 'dropped') losses[reason] = (losses[reason] ?? 0) + 1
    if (reason && troubles.push(entry) > KEPT) troubles.shift()
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
    read: () => ({ ...counts, losses: { ...losses }, troubles: [...troubles] }),
    /** Returns what ends the listening. */
    onReport(listener: (entry: JournalEntry) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
