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

  return {
    held,
    dirty,
    /** Takes an event out of the record that holds it. */
    take(entry: Entry): void {
      const record = held.get(entry.key)
      if (record && record.entries.delete(entry)) dirty.add(entry.key)
      entry.key = ''
    },
    remove(key: string, record: Held): void {
      if (!isOurs(key, record) || storage.remove(key)) forget(key)
    },
    rewrite(key: string, record: Held): void {
      const { number, entries } = record
      if (!isOurs(key, record)) {
        for (const entry of entries) entry.key = ''
        return forget(key)
      }
      const text = encodeRecord(number, entries)
      if (!storage.write(key, text)) return
      if (record.begins) record.begins = text.slice(0, 24)
      dirty.delete(key)
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
