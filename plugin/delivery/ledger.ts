import { attempt } from '../attempt'
import type { Storage } from './ports'

const IDS_PER_PAGE = 96
/** The keys of its two pages. */
export const PAGES = ['p0', 'p1'] as const

/**
 * Where the outbox stands: records from `head` to `tail` may wait, and only below `tail` may one be missing;
 * `done` are about to be rewritten or removed, and a kill may come before that.
 */
export type Checkpoint = readonly [head: number, tail: number, local_id: string, done: number[]]

/** `ids`: fingerprints, each after a comma, so that none is found across two others. */
type Page = readonly [number: number, ids: string, ...checkpoint: Checkpoint]

// Records are numbered from 1, so that a number also says that there is one.
const EMPTY: Page = [1, '', 1, 1, '', []]

/** Half written or edited by somebody: undefined. */
const read = (text?: string | null): Page | undefined =>
  attempt(() => {
    const page = JSON.parse(String(text)) as Page
    const [number, ids, head, tail, , done] = page
    const valid = typeof ids === 'string' && number && head > 0 && tail > 0 && Array.isArray(done)
    return valid ? page : undefined
  })

/**
 * What was reported already, and the checkpoint, in one small write. The fingerprints of the last 96 to 192 reported
 * events stand on two pages that are filled in turn, so the write stays under 1 KB and no page is ever copied.
 */
export const createLedger = (storage: Storage) => {
  let pages: Page[] = []
  let page = EMPTY
  let damaged = false

  return {
    /** `damaged`: a page could not be read, so the checkpoint may be old. undefined: the storage did not answer. */
    open(): [damaged: boolean, ...page: Page] | undefined {
      const texts = PAGES.map(storage.read)
      if (texts.includes(null)) return undefined
      pages = texts.map((text) => read(text) ?? EMPTY)
      page = pages.reduce((one, other) => (other[0] >= one[0] ? other : one))
      damaged = texts.some((text, i) => text && pages[i] === EMPTY)
      return [damaged, ...page]
    },
    has: (fp: string): boolean => pages.some(([, ids]) => ids.includes(`,${fp}`)),

    /** Adds what was reported and moves the checkpoint: one write. false: nothing was stored. */
    write(fps: readonly string[], checkpoint: Checkpoint): boolean {
      let [number, ids] = page
      const added = fps.map((fp) => `,${fp}`).join('')
      // A damaged page makes every launch search widely: it is the next one to be written.
      if (damaged || ids.length + added.length > IDS_PER_PAGE * 9) {
        number++
        ids = ''
      }
      damaged = false
      page = pages[number % 2] = [number, ids + added, ...checkpoint]
      return storage.write(`p${number % 2}`, JSON.stringify(page))
    },
  }
}
