import type { Coupon } from '../../coupons/types'
import { cardView, type CardView } from './card-view'
import { CHUNK, chunkWindow, type ChunkWindow } from './chunk-window'

/** The part of a list that is in the tree, between two spacers (px). */
export interface ListView {
  /** One number for each list that was ever shown: another number is another scroll-view, scrolled to its top. */
  readonly turn: number
  readonly before: number
  readonly after: number
  readonly chunks: readonly { readonly at: number; readonly cards: readonly CardView[] }[]
}

/** What was measured: the chunks in the tree by their place, and the scroll-view; in px. */
export interface Measured {
  readonly turn: number
  readonly viewport: number
  readonly chunks: readonly { readonly at: number; readonly height: number }[]
}

interface Marks {
  readonly now: number
  readonly best: string | null
  readonly checked: string | null
  /** Whether the list can be seen at all. */
  readonly open: boolean
}

// Until something has been measured: about what a card takes, and more than any phone shows of the list.
const CARD_PX = 128
const VIEWPORT_PX = 800

/** A list of any length of which only a window is ever drawn. */
export const createCardList = () => {
  let turn = 0
  let coupons: readonly Coupon[] = []
  let headings: ReadonlyMap<number, string> = new Map()
  let measured = new Map<number, number>()
  let perCard = CARD_PX
  let guessed = true
  let viewport = VIEWPORT_PX
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
  const forget = () => {
    measured = new Map()
    guessed = true
    return moved()
  }

  return {
    turn: () => turn,
    at: (place: number) => coupons[place],
    /** Another list, from its top; `heads` says what stands above the card at a place. */
    show(list: readonly Coupon[], heads: ReadonlyMap<number, string> = new Map()) {
      turn += 1
      top = 0
      coupons = list
      headings = heads
      forget()
    },
    /** The same list in a scroll-view of its own again, from the top. */
    restart() {
      turn += 1
      top = 0
      moved()
    },
    /** True if something must be drawn anew. */
    scroll(of: number, to: number): boolean {
      if (of !== turn) return false
      top = to
      return moved()
    },
    /** True if something must be drawn anew. */
    measure(found: Measured): boolean {
      if (found.turn !== turn) return false
      // Zero is what hidden elements measure.
      if (found.viewport > 0) viewport = found.viewport
      for (const { at, height } of found.chunks) if (height > 0) measured.set(at, height)
      const whole = found.chunks.find(({ at }) => (at + 1) * CHUNK <= coupons.length)
      // Taken once and then kept: were the guess to move, everything above the reader's eye would move with it.
      if (guessed && whole && whole.height > 0) {
        perCard = whole.height / CHUNK
        guessed = false
      }
      return moved()
    },
    /** The screen was turned, or the text has another size. True if something must be drawn anew. */
    forget,
    toggleRules(place: number) {
      const id = coupons[place]?.id
      if (id !== undefined && !rulesOpen.delete(id)) rulesOpen.add(id)
    },
    view({ now, best, checked, open }: Marks): ListView {
      if (!open) return { turn, before: 0, after: 0, chunks: [] }
      const { first, last, before, after } = shown
      const chunks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
        const start = (first + i) * CHUNK
        const cards = coupons.slice(start, start + CHUNK).map((coupon, j) => {
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
      return { turn, before, after, chunks }
    },
  }
}
