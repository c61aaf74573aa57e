import { split } from './fingerprint'
import { json } from './json'
import type { Storage } from './ports'

const IDS_PER_PAGE = 96

/**
 * Where the outbox stands. Below `tail` records may be missing; from `indexed` on they stand in no index block;
 * `done` are about to be removed, and a kill may come before that.
 */
export interface Checkpoint {
  readonly head: number
  readonly tail: number
  readonly indexed: number
  readonly done: readonly number[]
}

interface Page extends Checkpoint {
  readonly number: number
  readonly local_id: string
  readonly ids: string
}

const EMPTY: Page = { number: 0, head: 0, tail: 0, indexed: 0, done: [], local_id: '', ids: '' }

const key = (number: number): string => `p${number % 2}`

/**
 * What was reported already, and the checkpoint, in one small write. The fingerprints of the last 96 to 192 reported
 * events stand on two pages that are filled in turn, so the write stays under 1 KB and no page is ever copied.
 */
export const createLedger = (storage: Storage) => {
  const reported = [new Set<string>(), new Set<string>()]
  let page = EMPTY
  let damaged: number[] = []

  return {
    /** Reads both pages. undefined: the storage did not answer. */
    open(): Page | undefined {
      for (const number of [0, 1]) {
        const text = storage.read(key(number))
        if (text === null) return undefined
        const found = json<Page>(text) as Page | undefined
        if (found && found.tail >= 0 && typeof found.ids === 'string') {
          reported[number] = new Set(split(found.ids))
          if (found.number >= page.number) page = found
        } else if (text !== undefined) damaged.push(number)
      }
      return page
    },
    /** A page could not be read: the checkpoint may be up to 96 acknowledgements old. */
    damaged: (): boolean => damaged.length > 0,
    has: (fp: string): boolean => reported.some((fps) => fps.has(fp)),
    local_id: (): string => page.local_id,

    /** Adds what was reported and moves the checkpoint: one write. false: nothing was stored. */
    write(fps: readonly string[], checkpoint: Checkpoint, local_id = page.local_id): boolean {
      let { number } = page
      if (fps.length + (reported[number % 2]?.size ?? 0) > IDS_PER_PAGE)
        reported[++number % 2] = new Set()
      const set = new Set([...(reported[number % 2] ?? []), ...fps])
      reported[number % 2] = set
      page = { number, ...checkpoint, local_id, ids: [...set].join('') }
      const stored = storage.write(key(number), JSON.stringify(page))
      // A damaged page makes every launch search widely: it goes once a good one says where we stand.
      if (stored)
        for (const bad of damaged.splice(0)) if (bad !== number % 2) storage.remove(key(bad))
      return stored
    },
    erase(): void {
      page = EMPTY
      for (const number of [0, 1]) {
        reported[number] = new Set()
        storage.remove(key(number))
      }
    },
  }
}
