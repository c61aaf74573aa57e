/** Cards per chunk: at least two screens of them, so that one chunk beyond the visible ones is never outrun by a thumb. */
export const CHUNK = 10

export interface Lengths {
  /** How many cards there are in all. */
  readonly cards: number
  /** In px, by chunk, as far as they have been measured. */
  readonly measured: ReadonlyMap<number, number>
  /** In px, for cards of chunks that have not. */
  readonly perCard: number
}

/** Chunks `first` to `last` (inclusive) are in the tree; `before` and `after` are the px of those that are not. */
export interface ChunkWindow {
  readonly first: number
  readonly last: number
  readonly before: number
  readonly after: number
}

/**
 * Which chunks must be in the tree for a list that is scrolled to `top` and shows `viewport` px: the visible ones and one
 * more on either side. Without cards, `last` is before `first`.
 */
export const chunkWindow = (lengths: Lengths, top: number, viewport: number): ChunkWindow => {
  const { cards, measured, perCard } = lengths
  const count = Math.ceil(cards / CHUNK)
  const length = (chunk: number) =>
    measured.get(chunk) ?? Math.min(CHUNK, cards - chunk * CHUNK) * perCard
  /** The last chunk that begins at or above `y`. */
  const at = (y: number) => {
    let chunk = 0
    let start = 0
    while (chunk < count - 1 && start + length(chunk) <= y) {
      start += length(chunk)
      chunk += 1
    }
    return chunk
  }
  const first = Math.max(0, at(top) - 1)
  const last = Math.min(count - 1, at(top + viewport) + 1)
  let before = 0
  for (let chunk = 0; chunk < first; chunk += 1) before += length(chunk)
  let after = 0
  for (let chunk = last + 1; chunk < count; chunk += 1) after += length(chunk)
  return { first, last, before, after }
}
