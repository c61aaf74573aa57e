import type { Storage } from './ports'
import { decodePage, INDEX, newPage, type Page, PAGES, recordKey } from './stored-formats'

/** What the two pages say. */
export interface Look {
  readonly texts: readonly (string | undefined)[]
  /** The newest first; a page may be lost, damaged, or a newer version's. */
  readonly pages: readonly Page[]
  readonly isNewer: boolean[]
}

/** undefined: the storage does not answer. */
export const look = (storage: Storage): Look | undefined => {
  // Once more where nothing is there: it may have been a bad moment.
  const texts = PAGES.map((key) => storage.read(key) || storage.read(key))
  if (texts.includes(null)) return undefined
  const pages = texts.map((text) => text && decodePage(text))
  return {
    texts: texts.map((text) => text || undefined),
    pages: pages.filter((one): one is Page => !!one).sort((a, b) => b.number - a.number),
    isNewer: pages.map((one) => one === null),
  }
}

/** What a launch sees with few reads. */
export interface Launch extends Look {
  /** Nothing was ever stored. */
  readonly isNew: boolean
  /** Nothing waits, nothing is lost, and consent was not refused: all that there is stands on the newest page. */
  readonly isIdle: boolean
}

/** Reads the pages and tries where records may stand. undefined: the storage does not answer. */
export const lookAtLaunch = (storage: Storage): Launch | undefined => {
  const seen = look(storage)
  if (!seen) return undefined
  const [newest, other] = seen.pages
  const { lane, lanes, gone, refused, hasFirstEdition } = newest || newPage()
  const keys = new Set([recordKey(lane, gone[0])])
  lanes.forEach(([head, tail], of) => {
    // One that was cleared must not hide the one behind it.
    for (const at of [head, tail, tail + 1]) keys.add(recordKey(of, at))
  })
  const found = refused ? [] : [...keys].map(storage.read)
  if (found.includes(null)) return undefined
  const isWhole = !!newest && !!other && newest.saw >= other.number
  const isEmpty = !found.some(Boolean) && lanes.every(([, , count]) => count < 1)
  const isNew = !seen.texts.some(Boolean)
  return { ...seen, isNew, isIdle: (isWhole || isNew) && isEmpty && !refused && !hasFirstEdition }
}

/** One key may be gone, or read as nothing for a while; where all are, the storage was cleared. */
export const isCleared = (storage: Storage, { lanes }: Page): boolean => {
  const ends = lanes.flatMap(([head, tail], of) => [recordKey(of, head), recordKey(of, tail - 1)])
  return [...PAGES, INDEX, ...ends].every((key) => storage.read(key) === undefined)
}
