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
    /** Of the oldest records those that are there no more: what they held is in memory only, and the page counts them not. */
    findLost(read: (key: string) => unknown, { lanes }: Page): void {
      for (const [key, { lane, entries, isUncounted }] of [...held].slice(0, MAX_LOST)) {
        if (read(key) !== undefined) break
        for (const entry of entries) entry.key = ''
        if (!isUncounted) lanes[lane][2]--
        forget(key)
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
