import type { Pieces } from './pieces'

/** A set of goods on one order, as the rules look at it. */
export interface Goods {
  /** Dearest first. */
  readonly pieces: readonly Pieces[]
  readonly count: number
  /** What they cost after the order's own discount, in fen. */
  readonly net: number
}

/** The goods on an order that a coupon is for. `known` false: at most these. */
export interface Eligible extends Goods {
  readonly known: boolean
}

/** The sums of some pieces, which come dearest first. */
export const goodsOf = (pieces: readonly Pieces[]): Goods => {
  let count = 0
  let net = 0
  for (const piece of pieces) {
    count += piece.count
    net += piece.count * piece.price
  }
  return { pieces, count, net }
}
