import { type Launch, look, type Look } from './launch'
import type { Storage } from './ports'
import type { addUnseen } from './recovery'
import { type Lane, newPage, type Page, PAGES, recordKey, seal } from './stored-formats'

export const BOTH = [0, 1] as const
const otherThan = (lane: number): 0 | 1 => (lane ? 0 : 1)

// Needed where another run has written meanwhile.
const loadRecovery = (): { addUnseen: typeof addUnseen } => require('./recovery')

/**
 * The two pages: what the next one says, and which of them, and so which lane, this run may write. The rules stand at
 * the head of `store.ts`.
 */
export const createPages = (storage: Storage, launch?: Launch) => {
  const pages = {
    /** What the next page says. */
    next: newPage(),
    /** The tails that the last one names. */
    named: [1, 1] as readonly number[],
    /** The lane of this run, once it has written. */
    own: undefined as 0 | 1 | undefined,
    /** The lane of the run before. */
    last: 1,
    /** What stood on the pages when this run looked. */
    seen: launch as Look | undefined,
    /** The next page says what the last one does not. */
    isStale: false,
    hasWritten: false,
    /** Another run has written meanwhile: its records are kept, but not known. */
    hasUnseen: false,
    /** The page that this run does not write: it is there until the storage is cleared. */
    witness: '',

    lane: (of: number): Lane => pages.next.lanes[of ? 1 : 0],

    /** false: it could not be written. `gone`: a lane begins at 1 again, and these of its records are removed next. */
    write(of: 0 | 1, gone: Page['gone'] = [1, 1]): boolean {
      const { seen, next } = pages
      // What a newer version wrote stays, unless the user refuses.
      if (seen && seen.isNewer[of] && !next.refused) return false
      next.number++
      next.lane = of
      next.gone = gone
      if (!storage.write(PAGES[of], seal(JSON.stringify(next)))) return false
      if (seen) seen.isNewer[of] = false
      pages.hasWritten = true
      pages.named = next.lanes.map(([, tail]) => tail)
      pages.isStale = false
      return true
    },
    /** Both, so that a page that is missing is a lost one. false: neither could be written. */
    writeBoth(): boolean {
      const own = (pages.own ??= otherThan(pages.last))
      const isOther = pages.write(otherThan(own))
      if (isOther) {
        pages.next.saw = pages.next.number
        pages.witness = PAGES[otherThan(own)]
      }
      return pages.write(own) || isOther
    },

    /**
     * The second look before the first write, from which another copy sees that the lane is taken. Gives back the lane
     * in which this run writes; undefined: it may not. `isEndless`: it is not known how far a lane goes. `onChanged`:
     * another run has written, and what follows relies on its counts.
     */
    claim(isEndless: (of: 0 | 1) => boolean, onChanged: (page: Page) => void): 0 | 1 | undefined {
      const { next, seen: before } = pages
      const latest = look(storage)
      if (!latest || !before || latest.isNewer.every(Boolean)) return undefined
      pages.seen = latest
      /** One that was cleared must not hide the one behind it. */
      const isTaken = (of: 0 | 1): boolean => {
        const [, tail] = pages.lane(of)
        return !isEndless(of) && [tail, tail + 1].some((at) => storage.read(recordKey(of, at)))
      }
      if (latest.texts.some((text, of) => text !== before.texts[of]) || BOTH.some(isTaken)) {
        onChanged(next)
        pages.last = loadRecovery().addUnseen(next, pages.last, latest.pages, isTaken)
        pages.hasUnseen = true
      }
      const other = otherThan(pages.last)
      const own = [other, otherThan(other)].find((of) => !isEndless(of) && !latest.isNewer[of])
      pages.own = own
      next.saw = Math.max(0, ...latest.pages.map((one) => (one.lane === own ? 0 : one.number)))
      return own
    },
  }
  return pages
}
