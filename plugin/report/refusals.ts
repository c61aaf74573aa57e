import type { Entry } from './entry'
import { json } from './json'
import type { Clock, Storage } from './ports'

const KEY = 'r'
const MAX_REFUSALS = 100
/** Then once at each later launch; a collector that is ill for an hour may refuse everything. */
const DELAYS_MS = [600_000, 3_600_000]
const MAX_TRIES = 5

/** What the collector said no to. `tries`: how often it was tried again; `at`: the last no, in ms. */
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
  /** Refused in this run: the next launch is the next time. */
  const refused = new Set<string>()
  const again = new Set<string>()

  const save = (next: Refusal[]): void => {
    list = next
    if (list.length) storage.write(KEY, JSON.stringify(list))
    else storage.remove(KEY)
  }
  /** How long until it is tried again, in ms; Infinity: not in this run. */
  const wait = ({ fp, tries, at }: Refusal): number => {
    const delay = DELAYS_MS[tries]
    if (again.has(fp)) return 0
    if (delay === undefined) return tries < MAX_TRIES && !refused.has(fp) ? 0 : Infinity
    // A clock that was set back must not make it wait for longer than the delay itself.
    return now() < at ? 0 : Math.max(0, at + delay - now())
  }

  return {
    open(): boolean {
      const text = storage.read(KEY)
      const found = json<Refusal[]>(text)
      // What cannot be read is no loss: the events are in the outbox, and will be refused once more.
      list = Array.isArray(found) ? (found as Refusal[]).filter((refusal) => refusal?.fp) : []
      return text !== null
    },
    list: (): readonly Refusal[] => list,
    find: (fp: string): Refusal | undefined => list.find((refusal) => refusal.fp === fp),
    /** Whether later changes of the same order should still wait for it. */
    holds: ({ tries }: Refusal): boolean => tries < DELAYS_MS.length,
    /** Sets the event aside, or back after another no. Returns the refusals for which there is no room. */
    add({ id, fp }: Entry, reason: string): Refusal[] {
      const tries = (list.find((refusal) => refusal.fp === fp)?.tries ?? -1) + 1
      refused.add(fp)
      again.delete(fp)
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
    due: (): Refusal | undefined => list.find((refusal) => !wait(refusal)),
    nextDue: (): number => Math.min(...list.map(wait)),
    retry(): void {
      for (const { fp } of list) again.add(fp)
    },
  }
}
