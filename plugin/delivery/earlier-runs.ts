import type { createDelivered } from './delivered'
import type { openFirstEdition } from './first-edition'
import type { Launch } from './launch'
import type { createPages } from './pages'
import type { Storage } from './ports'
import type { createRecords } from './records'
import type { recover } from './recovery'
import type { Entry } from './stored-formats'

// What few launches need is loaded by those.
const loadRecovery = (): { recover: typeof recover } => require('./recovery')
const loadFirstEdition = (): { openFirstEdition: typeof openFirstEdition } =>
  require('./first-edition')

/** What earlier runs left on the phone and was not read yet, release 1.0.0 as well. */
export const createEarlierRuns = (
  storage: Storage,
  pages: ReturnType<typeof createPages>,
  delivered: ReturnType<typeof createDelivered>,
  records: ReturnType<typeof createRecords>,
  lost: (reason: string) => void,
) => {
  let recovery: ReturnType<typeof recover>
  let first: ReturnType<typeof openFirstEdition>
  /** It could not be stored anew: in this run it is in memory, and a later launch finds it again. */
  let isFirstFull = false

  return {
    openFirstEdition(): void {
      if (first || isFirstFull || (!storage.read('p0') && !storage.read('p1'))) return
      first = loadFirstEdition().openFirstEdition(storage, lost)
      if (!first) return
      delivered.addFirstEdition(first.ids)
      const page = pages.next
      page.localId = page.localId || first.localId
      page.hasFirstEdition = true
    },
    /** Finds what the records hold. undefined: the storage does not answer. */
    recover(found: Launch): ReturnType<typeof recover> {
      recovery = loadRecovery().recover(
        storage,
        found.pages,
        pages.next,
        !found.isNew && found.pages.length < 2,
      )
      return recovery
    },

    /** It is not known yet how far a lane goes. */
    isEndless: (of: 0 | 1): boolean => !!recovery && recovery.isEndless(of),
    isRead: (of: 0 | 1): boolean => !recovery || recovery.isRead(of),
    /** Up to where a lane was read. */
    readTo: (of: 0 | 1): number =>
      recovery && !recovery.isRead(of) ? recovery.readTo(of) : pages.lane(of)[1],
    hasMore: (): boolean => !!first || !!recovery,
    /** How many records were not read yet, at most. */
    unread: (): number => (recovery ? recovery.left() : 0),
    has: (fp: number): boolean => !!recovery && recovery.fps.has(fp),
    fps: (): Iterable<number> => (recovery ? recovery.fps : []),

    /**
     * The next piece, oldest first, but for what is known already (`isFresh`). `append` stores what 1.0.0 left. `more`:
     * there is more to read in another turn; `isAll`: all was read.
     */
    read(
      isFresh: (entry: Entry) => boolean,
      append: (entries: readonly Entry[]) => boolean,
    ): { found: Entry[]; more: boolean; isAll: boolean } {
      const found: Entry[] = []
      if (recovery) {
        const piece = recovery.next()
        for (const { lane, at, key, begins, record } of piece.found) {
          const entries = record ? record.entries.filter(isFresh) : []
          const number = record ? record.number : 0
          records.hold(key, { lane, at, number, entries: new Set(entries), begins })
          if (!record) lost(record === null ? 'newer' : 'damaged')
          if (record === undefined || (record && entries.length < record.entries.length))
            records.dirty.add(key)
          found.push(...entries)
        }
        if (!piece.isLast) return { found, more: piece.more, isAll: false }
        if (recovery.count(records.countIn, () => lost('missing'))) pages.isStale = true
        recovery = undefined
      }
      if (first) {
        const progress = first.next((entries) => {
          const fresh = entries.filter(isFresh)
          found.push(...fresh)
          return !fresh.length || append(fresh)
        })
        isFirstFull = progress === 'full'
        if (isFirstFull || progress === 'all') first = undefined
        if (first || isFirstFull) return { found, more: progress === 'more', isAll: false }
        pages.next.hasFirstEdition = false
        delivered.write()
        pages.isStale = true
      }
      return { found, more: false, isAll: true }
    },

    /** Nothing of it is there any more. */
    forget(): void {
      recovery = undefined
    },
    /** Before all is erased: whatever may hold something. Gives back what 1.0.0 left. */
    findEnds(): typeof first {
      if (recovery) recovery.findEnds()
      isFirstFull = false
      this.openFirstEdition()
      return first
    },
    erased(): void {
      recovery = first = undefined
    },
  }
}
