import { type Goods, goodsOf } from './goods'
import type { Pieces } from './pieces'

export interface Ranks {
  /** How many of the dearest, of those after the dearest one, and of the cheapest. */
  readonly dearest?: number | undefined
  readonly second?: number | undefined
  readonly cheapest?: number | undefined
}

/** How many whole numbers two ranges share. */
const overlap = (from: number, to: number, start: number, end: number): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, start))

/** The pieces of these ranks; a piece that has two of the ranks is taken once. */
export const takePieces = ({ pieces, count }: Goods, ranks: Ranks): Goods => {
  const { dearest = 0, second = 0, cheapest = 0 } = ranks
  const secondFrom = Math.max(1, dearest)
  const secondTo = secondFrom + second
  const cheapestFrom = Math.max(count - cheapest, second ? secondTo : dearest)
  const taken: Pieces[] = []
  let rank = 0
  for (const piece of pieces) {
    const to = rank + piece.count
    const some =
      overlap(rank, to, 0, dearest) +
      overlap(rank, to, secondFrom, secondTo) +
      overlap(rank, to, cheapestFrom, count)
    if (some === piece.count) taken.push(piece)
    else if (some) taken.push({ ...piece, count: some })
    rank = to
  }
  return goodsOf(taken)
}
