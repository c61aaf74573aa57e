import { type Goods, goodsOf } from './goods'
import type { Pieces } from './pieces'

/** Which pieces, by their place in the order of price. */
export interface Ranks {
  /** How many of the dearest, of those after the dearest one, and of the cheapest. */
  readonly dearest?: number | undefined
  readonly second?: number | undefined
  readonly cheapest?: number | undefined
}

/**
 * Adds the pieces ranked `from` to `to`, counted from the dearest or from the cheapest. It looks no further than that,
 * because a thousand coupons may ask it of one order.
 */
const add = (
  taken: Pieces[],
  pieces: readonly Pieces[],
  { from = 0, to, cheapest = false }: { from?: number; to: number; cheapest?: boolean },
): void => {
  let rank = 0
  for (let at = 0; rank < to; at += 1) {
    const piece = pieces[cheapest ? pieces.length - 1 - at : at]
    if (!piece) return
    const count = Math.min(rank + piece.count, to) - Math.max(rank, from)
    if (count > 0) taken.push(count === piece.count ? piece : { ...piece, count })
    rank += piece.count
  }
}

/** The pieces of these ranks; a piece that has two of the ranks is taken once. */
export const takePieces = ({ pieces, count }: Goods, ranks: Ranks): Goods => {
  const { dearest = 0, second = 0, cheapest = 0 } = ranks
  const secondFrom = Math.max(1, dearest)
  const secondTo = secondFrom + second
  const left = Math.max(0, count - (second ? secondTo : dearest))
  const taken: Pieces[] = []
  add(taken, pieces, { to: dearest })
  if (second) add(taken, pieces, { from: secondFrom, to: secondTo })
  add(taken, pieces, { to: Math.min(cheapest, left), cheapest: true })
  return goodsOf(taken)
}
