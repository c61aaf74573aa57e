import { decode } from './entry'
import type { Storage } from './ports'

/** The key of the fingerprints of all that waits: a repeated change is recognised before the backlog has been read. */
export const INDEX = 'x'
/** After a damaged page the checkpoint may be old; so many missing records in a row mean the end all the same. */
const WIDE_SEARCH = 1_200

/** The key of the record of one `trackOrder` call. */
export const record = (seq: number): string => `q${seq}`

/**
 * Finds what earlier runs left, from the checkpoint's `head` and `tail`: the fingerprints of the events, where their
 * records end, and up to where the index has them. undefined: the storage did not answer.
 */
export const search = (
  storage: Storage,
  head: number,
  tail: number,
  damaged: boolean,
): [fps: Set<string>, end: number, indexed: number] | undefined => {
  const [covered, ...rest] = (storage.read(INDEX) ?? '').split(',')
  const fps = new Set(rest)
  const indexed = Number(covered) || 0
  let end = Math.max(tail, indexed)
  let seq = Math.max(head, indexed)
  for (let missing = 0; seq < end || missing < (damaged ? WIDE_SEARCH : 1); seq++) {
    const text = storage.read(record(seq))
    if (text === null) return undefined
    // Below `tail` records are missing that were answered or moved: only from there on does a gap mean the end.
    missing = text || seq < tail ? 0 : missing + 1
    if (text) end = Math.max(end, seq + 1)
    for (const { fp } of decode(text)) fps.add(fp)
  }
  return [fps, end, indexed]
}
