import { createDelivered } from './delivered'
import { createEarlierRuns } from './earlier-runs'
import type { eraseAll } from './erasure'
import { isCleared, type Launch, lookAtLaunch } from './launch'
import type { Report } from './journal'
import { BOTH, createPages } from './pages'
import type { Clock, Storage } from './ports'
import { createRecords, type Held } from './records'
import {
  encodeRecord,
  type Entry,
  INDEX,
  type Lane,
  newLocalId,
  newPage,
  type Page,
  PAGES,
  recordKey,
  seal,
  toText,
} from './stored-formats'

/** So many records may be written before the index names what waits; a launch reads them one by one. */
const MAX_UNINDEXED = 14
/** The oldest record moves to the end when a lane has so many gaps: or a launch would have to read them. */
const MAX_GAPS = 64

// What few runs need is loaded by those.
const loadErasure = (): { eraseAll: typeof eraseAll } => require('./erasure')

/**
 * What waits and what was delivered, on a phone that has no list of keys and may kill the app between any two
 * operations. One record for each call, one page for each acknowledgement. All of it rests on four rules:
 * - The records of a lane follow each other without a gap from the tail that a page names, so that they are found by
 *   trying. A lane that is empty begins at 1 again: then even its page may be lost.
 * - That an event was delivered stands on a page before its record is removed.
 * - A run writes in the lane where the last one did not, after a second look: it never writes over what it did not see.
 * - A page speaks for both lanes, unless the other page is newer than the one that its writer saw: then both count.
 */
export const createStore = (
  storage: Storage,
  { random }: Clock,
  report: Report,
  launch?: Launch,
) => {
  const pages = createPages(storage, launch)
  const { lane } = pages
  let isOpen = false
  const lost = (reason: string): void => report('dropped', undefined, reason)
  const delivered = createDelivered(storage, () => pages.next)
  const records = createRecords(storage)
  const earlier = createEarlierRuns(storage, pages, delivered, records, lost)
  let unindexed = 0
  let hasIndex = false
  /** Once more where nothing is there: it may have been a bad moment. */
  const read = (key: string) => storage.read(key) || storage.read(key)

  /** The lane in which this run writes; undefined: it may not write. */
  const claim = (): 0 | 1 | undefined => {
    if (pages.own !== undefined && pages.hasWritten) return pages.own
    const own = isOpen ? pages.claim(earlier.isEndless, records.findRemoved) : undefined
    if (own === undefined) return undefined
    earlier.openFirstEdition()
    // A page that this version cannot read now, later or a newer version can: it must not take this run's records for
    // removed ones.
    if (pages.seen && pages.seen.pages.length < 2) pages.write(own)
    return own
  }

  const put = (of: 0 | 1, text: string, { number, entries }: Pick<Held, 'number' | 'entries'>) => {
    const mine = lane(of)
    const [, at] = mine
    const key = recordKey(of, at)
    if (!storage.write(key, text)) return false
    pages.hasWritten = true
    mine[1]++
    mine[2]++
    records.hold(key, { lane: of, at, number, entries, begins: '' })
    unindexed++
    return true
  }
  const append = (entries: readonly Entry[]): boolean => {
    const own = claim()
    if (own === undefined) return false
    const number = ++pages.next.number
    return put(own, encodeRecord(number, entries), { number, entries: new Set(entries) })
  }

  /** Moves a record that stands far behind the others to the end. */
  const move = (of: 0 | 1, at: number): void => {
    const key = recordKey(of, at)
    const held = records.held.get(key)
    const text = held && !records.dirty.has(key) && storage.read(key)
    if (!text || !put(of, text, held)) return
    records.held.set(key, { ...held, entries: new Set() })
    records.dirty.add(key)
  }

  /** One page, then the records that it speaks of. false: the page could not be written. */
  const write = (): boolean => {
    const gone = records.empty()
    // What is written in its place needs no lane.
    if (!pages.isStale && !gone.length) {
      records.rewriteAll()
      return true
    }
    const mine = claim()
    if (mine === undefined) return false
    const page = pages.next
    delivered.compact()
    // The head is the lowest record that is there: it is the last to go, and says at launch whether it went.
    for (const of of BOTH) {
      const one = lane(of)
      const limit = earlier.readTo(of)
      while (!pages.hasUnseen && one[0] < limit && !records.held.has(recordKey(of, one[0])))
        one[0]++
    }
    const before = page.lanes.map((one): Lane => [...one]) as Page['lanes']
    for (const [, record] of gone) if (!record.isUncounted) lane(record.lane)[2]--
    const [head, tail, count] = lane(mine)
    const isEmpty = !pages.hasUnseen && count < 1 && earlier.isRead(mine)
    if (isEmpty) page.lanes[mine] = [1, 1, 0]
    else if (tail - head - count > MAX_GAPS) move(mine, head)
    const writeMine = () => pages.write(mine, isEmpty ? [head, tail] : undefined)
    if (!writeMine()) {
      page.lanes = before
      records.removeEnds(gone, page, pages.named)
      if (!writeMine()) return false
    }
    records.removeAll(gone)
    records.rewriteAll()
    if (page.lanes.every(([, , left]) => left < 1)) {
      unindexed = 0
      if (hasIndex) hasIndex = !storage.remove(INDEX)
    }
    return true
  }

  return {
    /** Finds what earlier runs left, with few reads. false: the storage does not answer. */
    open(): boolean {
      if (isOpen) return true
      const found = launch || lookAtLaunch(storage)
      if (!found) return false
      pages.seen = found
      const [newest, other] = found.pages
      const { localId } = pages.next
      const { refused, fps, isArchived } = (pages.next = newest || pages.next)
      pages.named = pages.next.lanes.map(([, tail]) => tail)
      if (found.isIdle || refused) {
        pages.last = pages.next.lane
        if (!refused) for (const one of pages.next.lanes) one[0] = one[1]
      } else {
        const recovery = earlier.recover(found)
        if (!recovery) return false
        pages.next = recovery.page
        pages.named = recovery.named
        pages.last = recovery.last()
        hasIndex = recovery.hasIndex
        unindexed = recovery.unindexed()
      }
      isOpen = true
      const page = pages.next
      for (const one of found.pages) delivered.addAll(one.fps)
      page.fps = fps
      page.isArchived = isArchived || (!!other && other.isArchived)
      pages.witness = newest ? PAGES[newest.lane ? 1 : 0] : ''
      if (refused > 1 || (refused && other && other.refused !== 1)) this.erase()
      if (refused) return true
      if (!newest || page.hasFirstEdition) earlier.openFirstEdition()
      page.localId = page.localId || localId || newLocalId(random)
      if (found.isNew) pages.writeBoth()
      return true
    },

    /**
     * The next piece of what earlier runs left, oldest first, but for what is known already. `more`: there is more to
     * read in another turn.
     */
    read(isHere: (id: string) => boolean): { found: Entry[]; more: boolean } {
      const ids = new Set<string>()
      const isFresh = ({ fp, item: { id } }: Entry) =>
        !delivered.has(fp, id) && !isHere(id) && ids.size < ids.add(id).size
      const { found, more, isAll } = earlier.read(isFresh, append)
      if (isAll && (records.dirty.size || pages.isStale)) write()
      return { found, more }
    },

    /** Stores the events of one call: one write. false: they are in memory only. */
    append,

    /** Delivered, lost, or changed: one page, and the records that hold them. false: it could not be written. */
    settle(
      done: readonly Entry[],
      gone: readonly Entry[],
      changed: readonly Entry[] = [],
    ): boolean {
      if (done.length) pages.isStale = true
      for (const { fp } of done) delivered.add(fp)
      for (const entry of [...done, ...gone]) records.take(entry)
      for (const { key } of changed) if (key) records.dirty.add(key)
      return write()
    },

    /** Names what waits, when so much was written since that a launch had to read too many records. */
    index(fps: () => readonly number[]): void {
      const { own, next } = pages
      if (unindexed < MAX_UNINDEXED || own === undefined) return
      const all = [...new Set([...fps(), ...earlier.fps()])].map(toText).join('')
      const text = JSON.stringify({ ...next, number: ++next.number, lane: own, fps: all })
      if (!storage.write(INDEX, seal(text))) return
      unindexed = 0
      hasIndex = true
    },

    /** What is not stored any more is in memory only: all of it, where the storage was cleared. */
    findLost(): void {
      const { witness } = pages
      const isGone = !!witness && read(witness) === undefined
      if (!isGone || !isCleared(storage, pages.next)) {
        // Or it was cleared, and some of it is written again.
        if (isGone) records.suspectAll()
        if (isGone && pages.own !== undefined) pages.writeBoth()
        return records.findLost(read, pages.next)
      }
      records.clear()
      const { localId, number, wait, ran } = pages.next
      pages.next = { ...newPage(), localId, number, wait, ran, fps: delivered.restore() }
      hasIndex = false
      earlier.forget()
      pages.writeBoth()
    },

    /**
     * The user refuses: that is recorded first, then all is removed. A launch finishes what a kill cut off. false: some
     * of it is there still, or the storage does not answer.
     */
    erase(): boolean {
      if (!this.open()) return false
      const first = earlier.findEnds()
      // Shorter than before: where the storage is full there is room for it.
      const page = pages.next
      Object.assign(page, { refused: 2, fps: '', localId: '' })
      pages.writeBoth()
      delivered.clear()
      records.clear()
      if (!loadErasure().eraseAll(storage, page, first)) return false
      pages.next = { ...newPage(), number: page.number, wait: page.wait, refused: 1 }
      earlier.erased()
      hasIndex = false
      return pages.writeBoth()
    },
    /** The user agrees after a refusal. */
    begin(): void {
      if (pages.next.refused > 1) this.erase()
      const page = pages.next
      page.refused = 0
      page.localId = newLocalId(random)
      // What could not be removed stays behind.
      for (const one of page.lanes) [one[0], one[2]] = [one[1], 0]
      pages.writeBoth()
    },

    has: (fp: number, id: string): boolean => delivered.has(fp, id) || earlier.has(fp),
    /** 1 = the user refused and all was erased, 2 = it could not be finished yet. */
    refused: (): number => pages.next.refused,
    hasMore: earlier.hasMore,
    /** How many records were not read yet, at most. */
    unread: earlier.unread,
    facts: (): Readonly<Pick<Page, 'wait' | 'ran'>> => pages.next,
    setFacts(facts: Partial<Pick<Page, 'wait' | 'ran'>>): void {
      Object.assign(pages.next, facts)
      pages.isStale = true
      write()
    },
    /** The user's anonymous id on this phone. */
    localId: (): string => (pages.next.localId ||= newLocalId(random)),
  }
}
