import type { Storage } from './ports'
import { ARCHIVE, INDEX, ORDERS, type Page, recordKey } from './stored-formats'

/** What cannot be removed is emptied: it reads as if nothing were there. */
const wipe = (storage: Storage, key: string): boolean =>
  storage.remove(key) || storage.write(key, '')

/**
 * The user refuses: removes all that the pages name, and what `earlier` releases left; the pages stay, which say that
 * it was refused. false: some of it is still there. Loaded by those who refuse.
 */
export const eraseAll = (
  storage: Storage,
  { lanes }: Page,
  earlier?: { erase(remove: (key: string) => void): void },
): boolean => {
  let isGone = true
  const remove = (key: string): void => {
    if (!wipe(storage, key)) isGone = false
  }
  if (earlier) earlier.erase(remove)
  lanes.forEach(([head, tail], of) => {
    for (let at = tail - 1; at >= head; at--) remove(recordKey(of, at))
  })
  for (const key of [INDEX, ARCHIVE, ORDERS]) remove(key)
  return isGone
}
