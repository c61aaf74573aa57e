import type { Storage } from './ports'

const IDS_PER_PAGE = 96
const KEYS = ['p0', 'p1'] as const

/**
 * Where the outbox stands: records from `head` to `tail` may wait, and only below `tail` may one be missing;
 * `done` are about to be removed, and a kill may come before that.
 */
export interface Checkpoint {
  readonly head: number
  readonly tail: number
  readonly done: readonly number[]
  readonly local_id: string
}

/** `ids`: fingerprints, each after a comma, so that none is found across two others. */
interface Page extends Checkpoint {
  readonly number: number
  readonly ids: string
}

// Records are numbered from 1, so that a number also says that there is one.
const EMPTY: Page = { head: 1, tail: 1, done: [], local_id: '', number: 1, ids: '' }

/** Half written or edited by somebody: undefined. */
const read = (text: string | null = null): Page | undefined => {
  try {
    const page = JSON.parse(text ?? '') as Page
    return page.tail > 0 && [...page.ids, ...page.done] ? page : undefined
  } catch {
    return undefined
  }
}

/**
 * What was reported already, and the checkpoint, in one small write. The fingerprints of the last 96 to 192 reported
 * events stand on two pages that are filled in turn, so the write stays under 1 KB and no page is ever copied.
 */
export const createLedger = (storage: Storage) => {
  let pages: Page[] = []
  let page = EMPTY
  let damaged: string | undefined

  return {
    /** `damaged`: a page could not be read, so the checkpoint may be old. undefined: the storage did not answer. */
    open(): (Checkpoint & { damaged: boolean }) | undefined {
      const texts = KEYS.map(storage.read)
      if (texts.includes(null)) return undefined
      pages = texts.map((text) => read(text) ?? EMPTY)
      page = pages.reduce((one, other) => (other.number >= one.number ? other : one), EMPTY)
      damaged = KEYS.find((_, i) => texts[i] && pages[i] === EMPTY)
      return { ...page, damaged: !!damaged }
    },
    has: (fp: string): boolean => pages.some(({ ids }) => ids.includes(`,${fp}`)),

    /** Adds what was reported and moves the checkpoint: one write. false: nothing was stored. */
    write(fps: readonly string[], checkpoint: Checkpoint): boolean {
      let { number, ids } = page
      const added = fps.map((fp) => `,${fp}`).join('')
      if (ids.length + added.length > IDS_PER_PAGE * 9) {
        number++
        ids = ''
      }
      page = pages[number % 2] = { ...checkpoint, number, ids: ids + added }
      const key = KEYS[number % 2 ? 1 : 0]
      const stored = storage.write(key, JSON.stringify(page))
      // A damaged page makes every launch search widely: it goes once a good one says where we stand.
      if (stored && damaged && damaged !== key) storage.remove(damaged)
      if (stored) damaged = undefined
      return stored
    },
    erase(): void {
      pages = []
      page = EMPTY
      KEYS.forEach(storage.remove)
    },
  }
}
