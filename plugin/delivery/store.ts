import { createDelivered } from './delivered'
import { isCleared, type Launch, look, type Look, lookAtLaunch } from './launch'
import type { Report } from './journal'
import type { Clock, Storage } from './ports'
import { createRecords, type Held } from './records'
import type { recover } from './recovery'
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
const BOTH = [0, 1] as const
const otherThan = (lane: number): 0 | 1 => (lane ? 0 : 1)

// What few launches need is loaded by those.
const loadRecovery = () => require('./recovery') as typeof import('./recovery')
const loadErasure = () => require('./erasure') as typeof import('./erasure')
const loadFirstEdition = () => require('./first-edition') as typeof import('./first-edition')

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
  /** What the next page says. */
  let page = newPage()
  /** The tails that the last one names. */
  let named: readonly number[] = [1, 1]
  /** The lane of this run, once it has written; and of the run before. */
  let own: 0 | 1 | undefined
  let hasWritten = false
  let last = 1
  let seen = launch as Look | undefined
  let isOpen = false
  /** What earlier runs left and was not read yet; of the first edition. */
  let recovery: ReturnType<typeof recover>
  let first: ReturnType<typeof import('./first-edition').openFirstEdition>
  /** It could not be stored anew: in this run it is in memory, and a later launch finds it again. */
  let isFirstFull = false
  const lost = (reason: string): void => report('dropped', undefined, reason)
  const delivered = createDelivered(storage, () => page)
  const records = createRecords(storage)
  /** Another run has written meanwhile: its records are kept, but not known. */
  let hasUnseen = false
  let isStale = false
  let unindexed = 0
  let hasIndex = false
  /** The page that this run does not write: it is there until the storage is cleared. */
  let witness = ''

  const lane = (of: number): Lane => page.lanes[of ? 1 : 0]
  /** Once more where nothing is there: it may have been a bad moment. */
  const read = (key: string) => storage.read(key) || storage.read(key)

  const writePage = (of: 0 | 1, gone: Page['gone'] = [1, 1]): boolean => {
    // What a newer version wrote stays, unless the user refuses.
    if (seen && seen.isNewer[of] && !page.refused) return false
    page.number++
    page.lane = of
    page.gone = gone
    if (!storage.write(PAGES[of], seal(JSON.stringify(page)))) return false
    if (seen) seen.isNewer[of] = false
    hasWritten = true
    named = page.lanes.map(([, tail]) => tail)
    isStale = false
    return true
  }
  /** Both, so that a page that is missing is a lost one. false: neither could be written. */
  const writePages = (): boolean => {
    if (own === undefined) own = otherThan(last)
    const isOther = writePage(otherThan(own))
    if (isOther) {
      page.saw = page.number
      witness = PAGES[otherThan(own)]
    }
    return writePage(own) || isOther
  }

  const openFirstEdition = (): void => {
    if (first || isFirstFull || (!storage.read('p0') && !storage.read('p1'))) return
    first = loadFirstEdition().openFirstEdition(storage, lost)
    if (!first) return
    delivered.addFirstEdition(first.ids)
    page.localId = page.localId || first.localId
    page.hasFirstEdition = true
  }

  const isEndless = (of: 0 | 1): boolean => !!recovery && recovery.isEndless(of)
  /** One that was cleared must not hide the one behind it. */
  const isTaken = (of: 0 | 1): boolean => {
    const [, tail] = lane(of)
    return !isEndless(of) && [tail, tail + 1].some((at) => storage.read(recordKey(of, at)))
  }

  /** The second look before the first write, from which another copy sees that the lane is taken. */
  const claim = (): boolean => {
    if (own !== undefined && hasWritten) return true
    const before = seen
    const latest = isOpen ? look(storage) : undefined
    if (!latest || !before || latest.isNewer.every(Boolean)) return false
    const { texts, pages, isNewer } = (seen = latest)
    if (texts.some((text, of) => text !== before.texts[of]) || BOTH.some(isTaken)) {
      last = loadRecovery().addUnseen(page, last, pages, isTaken)
      hasUnseen = true
    }
    own = [otherThan(last), otherThan(otherThan(last))].find((of) => !isEndless(of) && !isNewer[of])
    page.saw = Math.max(0, ...pages.map((one) => (one.lane === own ? 0 : one.number)))
    if (own === undefined) return false
    openFirstEdition()
    // The newer version must not take this run's records for removed ones.
    if (isNewer.some(Boolean)) writePage(own)
    return true
  }

  const put = (of: 0 | 1, text: string, { number, entries }: Pick<Held, 'number' | 'entries'>) => {
    const mine = lane(of)
    const [, at] = mine
    const key = recordKey(of, at)
    if (!storage.write(key, text)) return false
    hasWritten = true
    mine[1]++
    mine[2]++
    records.hold(key, { lane: of, at, number, entries, begins: '' })
    unindexed++
    return true
  }
  const append = (entries: readonly Entry[]): boolean => {
    if (!claim() || own === undefined) return false
    const number = ++page.number
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
    if (!isStale && !gone.length) {
      records.rewriteAll()
      return true
    }
    if (!claim() || own === undefined) return false
    const mine = own
    delivered.tidy()
    // The head is the lowest record that is there: it is the last to go, and says at launch whether it went.
    for (const of of BOTH) {
      const one = lane(of)
      const limit = recovery && !recovery.isRead(of) ? recovery.readTo(of) : one[1]
      while (!hasUnseen && one[0] < limit && !records.held.has(recordKey(of, one[0]))) one[0]++
    }
    const before = page.lanes.map((one): Lane => [...one]) as Page['lanes']
    for (const [, record] of gone) if (!record.isUncounted) lane(record.lane)[2]--
    const [head, tail, count] = lane(mine)
    const isEmpty = !hasUnseen && count < 1 && (!recovery || recovery.isRead(mine))
    if (isEmpty) page.lanes[mine] = [1, 1, 0]
    else if (tail - head - count > MAX_GAPS) move(mine, head)
    const writeMine = () => writePage(mine, isEmpty ? [head, tail] : undefined)
    if (!writeMine()) {
      page.lanes = before
      records.removeEnds(gone, page, named)
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
      const { pages, isNew, isIdle } = (seen = found)
      const [newest, other] = pages
      const { localId } = page
      const { refused, fps, isArchived } = (page = newest || page)
      named = page.lanes.map(([, tail]) => tail)
      if (isIdle || refused) {
        last = page.lane
        if (!refused) for (const one of page.lanes) one[0] = one[1]
      } else {
        recovery = loadRecovery().recover(storage, pages, page, !isNew && !other)
        if (!recovery) return false
        ;({ page, named, hasIndex } = recovery)
        last = recovery.last()
        unindexed = recovery.unindexed()
      }
      isOpen = true
      for (const one of pages) delivered.addAll(one.fps)
      page.fps = fps
      page.isArchived = isArchived || (!!other && other.isArchived)
      witness = newest ? PAGES[otherThan(otherThan(newest.lane))] : ''
      if (refused > 1 || (refused && other && other.refused !== 1)) this.erase()
      if (refused) return true
      if (!newest || page.hasFirstEdition) openFirstEdition()
      page.localId = page.localId || localId || newLocalId(random)
      if (isNew) writePages()
      return true
    },

    /**
     * The next piece of what earlier runs left, oldest first, but for what is known already. `more`: there is more to
     * read in another turn.
     */
    read(isHere: (id: string) => boolean): { found: Entry[]; more: boolean } {
      const found: Entry[] = []
      const ids = new Set<string>()
      const isFresh = ({ fp, item: { id } }: Entry) =>
        !delivered.has(fp, id) && !isHere(id) && ids.size < ids.add(id).size
      if (recovery) {
        const piece = recovery.next()
        for (const { lane: of, at, key, begins, record } of piece.found) {
          const entries = record ? record.entries.filter(isFresh) : []
          const number = record ? record.number : 0
          records.hold(key, { lane: of, at, number, entries: new Set(entries), begins })
          if (!record) lost(record === null ? 'newer' : 'damaged')
          if (record === undefined || (record && entries.length < record.entries.length))
            records.dirty.add(key)
          found.push(...entries)
        }
        if (!piece.isLast) return { found, more: piece.more }
        isStale = recovery.count(records.countIn, () => lost('missing')) || isStale
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
        if (first || isFirstFull) return { found, more: progress === 'more' }
        page.hasFirstEdition = false
        delivered.write()
        isStale = true
      }
      if (records.dirty.size || isStale) write()
      return { found, more: false }
    },

    /** Stores the events of one call: one write. false: they are in memory only. */
    append,

    /** Delivered, lost, or changed: one page, and the records that hold them. false: it could not be written. */
    settle(
      done: readonly Entry[],
      gone: readonly Entry[],
      changed: readonly Entry[] = [],
    ): boolean {
      if (done.length) isStale = true
      for (const { fp } of done) delivered.add(fp)
      for (const entry of [...done, ...gone]) records.take(entry)
      for (const { key } of changed) if (key) records.dirty.add(key)
      return write()
    },

    /** Names what waits, when so much was written since that a launch had to read too many records. */
    index(fps: () => readonly number[]): void {
      if (unindexed < MAX_UNINDEXED || own === undefined) return
      const all = [...new Set([...fps(), ...(recovery ? recovery.fps : [])])].map(toText).join('')
      const text = JSON.stringify({ ...page, number: ++page.number, lane: own, fps: all })
      if (!storage.write(INDEX, seal(text))) return
      unindexed = 0
      hasIndex = true
    },

    /** What is not stored any more is in memory only: all of it, where the storage was cleared. */
    findLost(): void {
      const isGone = !!witness && read(witness) === undefined
      if (!isGone || !isCleared(storage, page)) {
        // Or it was cleared, and some of it is written again.
        if (isGone) records.suspectAll()
        if (isGone && own !== undefined) writePages()
        return records.findLost(read, page)
      }
      records.clear()
      const { localId, number, wait, ran } = page
      page = { ...newPage(), localId, number, wait, ran, fps: delivered.restore() }
      hasIndex = false
      recovery = undefined
      writePages()
    },

    /**
     * The user refuses: that is recorded first, then all is removed. A launch finishes what a kill cut off. false: some
     * of it is there still, or the storage does not answer.
     */
    erase(): boolean {
      if (!this.open()) return false
      if (recovery) recovery.findEnds()
      isFirstFull = false
      openFirstEdition()
      // Shorter than before: where the storage is full there is room for it.
      Object.assign(page, { refused: 2, fps: '', localId: '' })
      writePages()
      delivered.clear()
      records.clear()
      if (!loadErasure().eraseAll(storage, page, first)) return false
      page = { ...newPage(), number: page.number, wait: page.wait, refused: 1 }
      recovery = first = undefined
      hasIndex = false
      return writePages()
    },
    /** The user agrees after a refusal. */
    begin(): void {
      if (page.refused > 1) this.erase()
      page.refused = 0
      page.localId = newLocalId(random)
      // What could not be removed stays behind.
      for (const one of page.lanes) [one[0], one[2]] = [one[1], 0]
      writePages()
    },

    has: (fp: number, id: string): boolean =>
      delivered.has(fp, id) || (!!recovery && recovery.fps.has(fp)),
    /** 1 = the user refused and all was erased, 2 = it could not be finished yet. */
    refused: (): number => page.refused,
    hasMore: (): boolean => !!first || !!recovery,
    /** How many records were not read yet, at most. */
    unread: (): number => (recovery ? recovery.left() : 0),
    facts: (): Readonly<Pick<Page, 'wait' | 'ran'>> => page,
    setFacts(facts: Partial<Pick<Page, 'wait' | 'ran'>>): void {
      Object.assign(page, facts)
      isStale = true
      write()
    },
    /** The user's anonymous id on this phone. */
    localId: (): string => (page.localId = page.localId || newLocalId(random)),
  }
}
