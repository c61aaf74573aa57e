/** Then once at each later launch; a collector that is ill for an hour may refuse everything. */
const DELAYS_MS = [600_000, 3_600_000]
const MAX_TRIES = 5

/** What the collector said no to. `tries`: how often it was tried again; `at`: the last no, in ms; 0: try it now. */
export interface Refusal {
  readonly id: string
  readonly fp: string
  readonly reason: string
  readonly tries: number
  at: number
}

/** Later changes of the same order wait for it until it was tried again after each delay. */
export const isAside = ({ tries }: Refusal): boolean => !DELAYS_MS[tries]

/** Whether a launch tries it again; after five tries it rests until somebody wants it sent. */
export const isForLaunch = (refusal: Refusal): boolean =>
  isAside(refusal) && refusal.tries < MAX_TRIES

/** How long until it is tried again, in ms; Infinity: not in this run. A clock set back must not make it wait longer. */
export const waitOf = ({ tries, at }: Refusal, now: number): number =>
  Math.max(0, (at && (DELAYS_MS[tries] ?? Infinity)) - Math.abs(now - at))
