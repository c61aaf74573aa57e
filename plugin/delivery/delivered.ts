import type { isDelivered } from './first-edition'
import type { Storage } from './ports'
import { ARCHIVE, type Page, seal, toNumbers, toText, unseal } from './stored-formats'

/** A page that names more is copied into the archive: so it stays below 1 KB. In characters, nine for an event. */
const MAX_ON_PAGE = 96 * 9
const MAX_IN_ARCHIVE = 512 * 9

/** Loaded where 1.0.0 has left its own fingerprints. */
const loadFirstEdition = (): { isDelivered: typeof isDelivered } => require('./first-edition')

/**
 * What was delivered, by its fingerprints: the last ones on the pages, up to 512 before them in the archive, which is
 * read when it is first asked for. `page` is the one that will be written next.
 */
export const createDelivered = (storage: Storage, page: () => Page) => {
  const known = new Set<number>()
  /** What the archive names; undefined until it is read. */
  let archive: string | undefined
  let firstIds = ''

  const addAll = (fps: string): void => {
    for (const fp of toNumbers(fps)) known.add(fp)
  }
  /** false: nothing new. */
  const read = (): boolean => {
    if (archive !== undefined || !page().isArchived) return false
    const text = storage.read(ARCHIVE) || storage.read(ARCHIVE) || ''
    const [fps = '', ids = ''] = (unseal(text) || '').split(';')
    archive = fps
    firstIds += ids
    addAll(fps)
    return true
  }
  const write = (): void => {
    read()
    const fps = ((archive || '') + page().fps).slice(-MAX_IN_ARCHIVE).replace(/^[^,]+/, '')
    if (!storage.write(ARCHIVE, seal(`${fps};${firstIds}`))) return
    archive = fps
    Object.assign(page(), { isArchived: true, fps: '' })
  }

  return {
    addAll,
    write,
    has(fp: number, id: string): boolean {
      if (known.has(fp) || (read() && known.has(fp))) return true
      return !!firstIds && loadFirstEdition().isDelivered(firstIds, id)
    },
    add(fp: number): void {
      known.add(fp)
      page().fps += toText(fp)
    },
    addFirstEdition(ids: string): void {
      firstIds += ids
    },
    /** Before a page is written that would be too long. */
    compact(): void {
      if (page().fps.length > MAX_ON_PAGE) write()
    },
    /** All that is remembered, for a page: the archive is gone. */
    restore(): string {
      archive = ''
      return [...known].map(toText).join('').slice(-MAX_IN_ARCHIVE)
    },
    clear(): void {
      known.clear()
      archive = firstIds = ''
    },
  }
}
