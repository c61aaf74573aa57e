import { type Goods, goodsOf } from './goods'

export interface Ranks {
  /** How many of the dearest, of those after the dearest one, and of the cheapest. */
  readonly dearest?: number | undefined
  readonly second?: number | undefined
  readonly cheapest?: number | undefined
}

/** The pieces of these ranks; a piece that has two of the ranks is taken once. */
export const takePieces = ({ pieces, count }: Goods, ranks: Ranks): Goods => {
  const { dearest = 0, second = 0, cheapest = 0 } = ranks
  const secondFrom = Math.max(1, dearest)
  const spans: readonly (readonly [number, number])[] = [
    [0, dearest],
    [secondFrom, secondFrom + second],
    [Math.max(count - cheapest, second ? secondFrom + second : dearest), count],
  ]
  let rank = 0
  return goodsOf(
    pieces.flatMap((piece) => {
      const from = rank
      rank += piece.count
      const taken = spans.reduce(
        (sum, [start, end]) => sum + Math.max(0, Math.min(end, rank) - Math.max(start, from)),
        0,
      )
      return taken ? { ...piece, count: taken } : []
    }),
  )
}
