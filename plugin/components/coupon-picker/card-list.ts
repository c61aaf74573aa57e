import type { Coupon } from '../../coupons/types'
import { cardView, type CardView } from './card-view'

/** Cards per chunk: at least two screens of them, so that one chunk beyond the visible ones is enough for the fastest scrolling. */
export const CARDS_PER_CHUNK = 10

interface Lengths {
  /** How many cards there are in all. */
  readonly cards: number
  /** In px, by chunk, as far as they have been measured. */
  readonly measured: ReadonlyMap<number, number>
  /** In px, for cards of chunks that have not. */
  readonly perCard: number
}

/** Chunks `first` to `last` (inclusive) are in the tree; `before` and `after` are the px of those that are not. */
interface ChunkWindow {
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
  const count = Math.ceil(cards / CARDS_PER_CHUNK)
  const length = (chunk: number) =>
    measured.get(chunk) ?? Math.min(CARDS_PER_CHUNK, cards - chunk * CARDS_PER_CHUNK) * perCard
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

/** The part of a list that is in the tree, between two spacers (px). */
export interface ListView {
  /** Another id is another scroll-view, scrolled to its top. */
  readonly listId: number
  readonly before: number
  readonly after: number
  readonly chunks: readonly { readonly at: number; readonly cards: readonly CardView[] }[]
}

/** What was measured: the chunks in the tree by their place, and the scroll-view; in px. */
export interface Measured {
  readonly listId: number
  readonly viewport: number
  readonly chunks: readonly { readonly at: number; readonly height: number }[]
}

interface ListContext {
  readonly now: number
  readonly best: string | null
  readonly checked: string | null
  /** Whether the list can be seen at all. */
  readonly open: boolean
}

// Until the list has been measured: about the height of a card, and more than any phone shows of the list.
const DEFAULT_CARD_PX = 128
const DEFAULT_VIEWPORT_PX = 800

/** A list of any length of which only a window is ever drawn. */
export const createCardList = () => {
  let listId = 0
  let coupons: readonly Coupon[] = []
  let headings: ReadonlyMap<number, string> = new Map()
  let measured = new Map<number, number>()
  let perCard = DEFAULT_CARD_PX
  let isEstimated = true
  let viewport = DEFAULT_VIEWPORT_PX
  let top = 0
  const rulesOpen = new Set<string>()

  const windowNow = (): ChunkWindow =>
    chunkWindow({ cards: coupons.length, measured, perCard }, top, viewport)
  let shown = windowNow()
  /** True if another part of the list must be drawn. */
  const moved = () => {
    const next = windowNow()
    const same =
      next.first === shown.first &&
      next.last === shown.last &&
      next.before === shown.before &&
      next.after === shown.after
    shown = next
    return !same
  }
  const forgetMeasures = () => {
    measured = new Map()
    isEstimated = true
    return moved()
  }

  return {
    id: () => listId,
    at: (place: number) => coupons[place],
    /** Another list, from its top; `heads` says what stands above the card at a place. */
    show(list: readonly Coupon[], heads: ReadonlyMap<number, string> = new Map()) {
      listId += 1
      top = 0
      coupons = list
      headings = heads
      forgetMeasures()
    },
    /** The same list in a scroll-view of its own again, from the top. */
    restart() {
      listId += 1
      top = 0
      moved()
    },
    /** True if something must be drawn anew. */
    scroll(of: number, to: number): boolean {
      if (of !== listId) return false
      top = to
      return moved()
    },
    /** True if something must be drawn anew. */
    measure(found: Measured): boolean {
      if (found.listId !== listId) return false
      // Hidden elements measure zero.
      if (found.viewport > 0) viewport = found.viewport
      for (const { at, height } of found.chunks) if (height > 0) measured.set(at, height)
      const whole = found.chunks.find(({ at }) => (at + 1) * CARDS_PER_CHUNK <= coupons.length)
      // Estimated once and then kept: a changed estimate would move everything above what is on the screen.
      if (isEstimated && whole && whole.height > 0) {
        perCard = whole.height / CARDS_PER_CHUNK
        isEstimated = false
      }
      return moved()
    },
    /** The screen was turned, or the text has another size. True if something must be drawn anew. */
    forgetMeasures,
    toggleRules(place: number) {
      const id = coupons[place]?.id
      if (id !== undefined && !rulesOpen.delete(id)) rulesOpen.add(id)
    },
    view({ now, best, checked, open }: ListContext): ListView {
      if (!open) return { listId, before: 0, after: 0, chunks: [] }
      const { first, last, before, after } = shown
      const chunks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
        const start = (first + i) * CARDS_PER_CHUNK
        const cards = coupons.slice(start, start + CARDS_PER_CHUNK).map((coupon, j) => {
          const at = start + j
          return cardView(coupon, {
            at,
            now,
            best,
            checked: coupon.id === checked && coupon.usable === true,
            open: rulesOpen.has(coupon.id),
            heading: headings.get(at) ?? '',
          })
        })
        return { at: first + i, cards }
      })
      return { listId, before, after, chunks }
    },
  }
}
