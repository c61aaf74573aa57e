/** One report of an event, which the plugin took. */
interface Report {
  /** Where it may go: to the destination of its moment. Release 1.0.0 had noted none: to that of the update. */
  readonly to: Set<string>
  readonly time: string
  /** Whom it may name: the user of its moment; where none was known, who logged in afterwards. */
  readonly users: Set<string>
  isCompleted: boolean
  /** The user was not asked yet: it is in memory only. */
  isHeld: boolean
  /** Reported at a launch although it was known: it stands in where the first one was lost. */
  readonly isSpare: boolean
}
/** All that a test knows of an event. */
export interface Known {
  readonly order: string
  readonly rank: number
  reports: Report[]
  /** Reported as taken, and neither erased nor excused: it must arrive. */
  isPromised: boolean
  hasArrived: boolean
  /** Its place among the arrivals says nothing: it was only in memory, or its record was hidden or lost. */
  isDisplaced: boolean
  /** It held nothing from then on. */
  isParked: boolean
  isTried: boolean
  /** Another one was accepted after it was tried: what it failed of may be the event itself. */
  isSuspect: boolean
}
export const newKnown = (order: string, rank: number): Known => ({
  order,
  rank,
  reports: [],
  isPromised: false,
  hasArrived: false,
  isDisplaced: false,
  isParked: false,
  isTried: false,
  isSuspect: false,
})

/** Events that arrived behind later changes of their order, although nothing excuses it. */
export const disordered = (
  arrivals: readonly string[],
  events: ReadonlyMap<string, Known>,
): string[] => {
  const reached = new Map<string, Known>()
  return arrivals.filter((id) => {
    const known = events.get(id)
    if (!known || known.isDisplaced) return false
    const before = reached.get(known.order)
    if (!before || before.rank <= known.rank) reached.set(known.order, known)
    return before && before.rank > known.rank && !known.isParked
  })
}
