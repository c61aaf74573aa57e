/**
 * What happened to an event. queued, duplicate, invalid: when it was told. accepted, refused, later: what the
 * collector said. dropped: lost for the reason. unsaved: would not survive a kill. error: a fault of ours, swallowed.
 */
export type Happening =
  | 'queued'
  | 'duplicate'
  | 'invalid'
  | 'accepted'
  | 'refused'
  | 'later'
  | 'dropped'
  | 'unsaved'
  | 'error'

/** One line of the journal; `at` in ms. */
export interface JournalEntry {
  readonly happening: Happening
  readonly at: number
  readonly event_id: string | undefined
  readonly reason: string | undefined
}

const KEPT = 20

/** Counts every outcome since the launch, keeps the last troubles, and tells whoever listens. */
export const createJournal = (now: () => number) => {
  const counts: Partial<Record<Happening, number>> = {}
  const losses: Record<string, number> = {}
  const troubles: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()

  return {
    troubles,
    losses,
    count: (happening: Happening): number => counts[happening] ?? 0,
    listeners,
    note(happening: Happening, event_id?: string, reason?: string): void {
      const entry = { happening, at: now(), event_id, reason }
      counts[happening] = (counts[happening] ?? 0) + 1
      if (reason && troubles.push(entry) > KEPT) troubles.shift()
      if (reason && happening === 'dropped') losses[reason] = (losses[reason] ?? 0) + 1
      for (const listener of listeners) {
        try {
          listener(entry)
        } catch {
          // A listener's own fault must not stop the delivery.
          counts.error = (counts.error ?? 0) + 1
        }
      }
    },
  }
}
