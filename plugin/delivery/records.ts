import type { Storage } from './ports'
import { encodeRecord, type Entry, type Page } from './stored-formats'

/** A record that was read or written in this run. */
export interface Held {
  readonly lane: 0 | 1
  readonly at: number
  /** Of two records the one with the lower number was written first. */
  readonly number: number
  readonly entries: Set<Entry>
  /** How its text begins, where another run wrote it: that may be alive, and have written another there. */
  begins: string
  /** A page counts it no more: it is empty, but could not be removed yet. */
  isUncounted?: true
}

type Touched = readonly [key: string, record: Held]

/** So many are looked for at once. */
const MAX_LOST = 16

/** The records that this run knows, and which of them have to be removed or written again. */
export const createRecords = (storage: Storage) => {
  const held = new Map<string, Held>()
  const dirty = new Set<string>()
  /** Any of these may be gone. */
  let suspects: string[] = []
  /** What another run has put there is not touched. */
  const isOurs = (key: string, { begins }: Held): boolean =>
    !begins || (storage.read(key) || '').startsWith(begins)
  const forget = (key: string): void => {
    held.delete(key)
    dirty.delete(key)
  }
  const remove = (key: string, record: Held): void => {
    if (!isOurs(key, record) || storage.remove(key)) forget(key)
  }
  const rewrite = (key: string, record: Held): void => {
    const { number, entries } = record
    if (!isOurs(key, record)) {
      for (const entry of entries) entry.key = ''
      return forget(key)
    }
    const text = encodeRecord(number, entries)
    if (!storage.write(key, text)) return
    if (record.begins) record.begins = text.slice(0, 24)
    dirty.delete(key)
  }

  return {
    held,
    dirty,
    hold(key: string, record: Held): void {
      held.set(key, record)
      for (const entry of record.entries) entry.key = key
    },
    /** Takes an event out of the record that holds it. */
    take(entry: Entry): void {
      const record = held.get(entry.key)
      if (record && record.entries.delete(entry)) dirty.add(entry.key)
      entry.key = ''
    },
    /** From the end backwards: what is left by a kill, or by a storage that takes no page, has no gap. */
    empty: (): Touched[] =>
      [...dirty]
        .map((key): Touched => [key, held.get(key) as Held])
        .filter(([, { entries }]) => !entries.size)
        .sort(([, a], [, b]) => b.at - a.at),
    /**
     * Where no page can be written: removing needs no room, from the end of a lane backwards, or below what a page
     * names. Then there may be some.
     */
    removeEnds(gone: readonly Touched[], { lanes }: Page, named: readonly number[]): void {
      for (const [key, record] of gone) {
        const lane = lanes[record.lane]
        const isLast = record.at === lane[1] - 1
        if (isLast || record.at < (named[record.lane] as number)) remove(key, record)
        if (held.has(key)) continue
        if (!record.isUncounted) lane[2]--
        if (isLast) lane[1]--
      }
    },
    /** A page counts them no more. */
    removeAll(gone: readonly Touched[]): void {
      for (const [key, record] of gone) {
        if (dirty.has(key)) remove(key, record)
        record.isUncounted = true
      }
    },
    /** Those of which something is left. */
    rewriteAll(): void {
      for (const key of dirty) {
        const record = held.get(key)
        if (record && record.entries.size) rewrite(key, record)
      }
    },
    /** Any of them may be gone. */
    suspectAll(): void {
      suspects = [...held.keys()]
    },
    /**
     * Which are there no more, of the suspects and of the oldest: what they held is in memory only, and the page counts
     * them not.
     */
    findLost(read: (key: string) => unknown, { lanes }: Page): void {
      const isLost = (key: string): boolean => {
        const record = held.get(key)
        if (!record || read(key) !== undefined) return false
        for (const entry of record.entries) entry.key = ''
        if (!record.isUncounted) lanes[record.lane][2]--
        forget(key)
        return true
      }
      suspects.splice(0, MAX_LOST).forEach(isLost)
      ;[...held.keys()].slice(0, MAX_LOST).every(isLost)
    },
    /** Another run has removed some of what this one read: its page counts them no more. */
    findRemoved({ lanes }: Page): void {
      for (const [key, record] of held) {
        if (record.isUncounted || !record.begins || storage.read(key) !== undefined) continue
        lanes[record.lane][2]--
        record.isUncounted = true
      }
    },
    countIn: (lane: number): number =>
      [...held.values()].filter((record) => record.lane === lane && !record.isUncounted).length,
    /** They are gone: all that they held is in memory only. */
    clear(): void {
      for (const { entries } of held.values()) for (const entry of entries) entry.key = ''
      held.clear()
      dirty.clear()
    },
  }
}
