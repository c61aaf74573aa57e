import type { Entry } from './entry'
import type { Clock, Storage } from './ports'

const KEY = 'r'
const MAX_REFUSALS = 100
/** Then once at each later launch; a collector that is ill for an hour may refuse everything. */
const DELAYS_MS = [600_000, 3_600_000]
const MAX_TRIES = 5

/** What the collector said no to. `tries`: how often it was tried again; `at`: the last no, in ms; 0: try it now. */
export interface Refusal {
  readonly id: string
  readonly fp: string
  readonly reason: string
  readonly tries: number
  readonly at: number
}

/**
 * The events set aside: tried again alone after 10 min, after 1 h and at later launches, five times in all; then they
 * rest until `retry` sends them again. The events themselves stay in the outbox.
 */
export const createRefusals = (storage: Storage, { now }: Clock) => {
  let list: Refusal[] = []

  const find = (fp: string) => list.find((refusal) => refusal.fp === fp)
  const retry = (which: (refusal: Refusal) => boolean): void => {
    list = list.map((refusal) => (which(refusal) ? { ...refusal, at: 0 } : refusal))
  }
  const save = (next: Refusal[]): void => {
    list = next
    if (list.length) storage.write(KEY, JSON.stringify(list))
    else storage.remove(KEY)
  }
  /** How long until it is tried again, in ms; Infinity: not in this run. */
  const wait = ({ tries, at }: Refusal): number => {
    const delay = at ? (DELAYS_MS[tries] ?? Infinity) : 0
    // A clock that was set back must not make it wait until it is that late again.
    return now() < at && delay < Infinity ? 0 : Math.max(0, at + delay - now())
  }

  return {
    find,
    list: (): readonly Refusal[] => list,
    /** false: the storage did not answer. */
    open(): boolean {
      const text = storage.read(KEY)
      try {
        list = (JSON.parse(text ?? '[]') as Refusal[]).filter(({ fp }) => fp)
        retry(({ tries }) => tries >= DELAYS_MS.length && tries < MAX_TRIES)
      } catch {
        // No loss: the events are in the outbox, and will be refused once more.
      }
      return text !== null
    },
    /** Whether later changes of the same order should still wait for it. */
    holds: ({ tries }: Refusal): boolean => tries < DELAYS_MS.length,
    /** Sets the event aside, or back after another no. Returns the refusals for which there is no room. */
    add({ id, fp }: Entry, reason: string): Refusal[] {
      const tries = (find(fp)?.tries ?? -1) + 1
      const next = list.filter((refusal) => refusal.fp !== fp)
      next.push({ id, fp, reason, tries, at: now() })
      const lost = next.splice(0, next.length - MAX_REFUSALS)
      save(next)
      return lost
    },
    remove(fps: readonly string[]): void {
      const next = list.filter(({ fp }) => !fps.includes(fp))
      if (next.length < list.length) save(next)
    },
    due: () => list.find((refusal) => !wait(refusal)),
    nextDue: () => Math.min(...list.map(wait)),
    /** All of them, at once. */
    retry: (): void => retry(() => true),
  }
}
