/** Some pieces of one line that cost the same. */
export interface Pieces {
  /** The line's place in the cart. */
  readonly line: number
  readonly trade_mark: string
  /** Of one piece as the cart has it, in fen. */
  readonly listed: number
  /** Of one piece, after its share of the order's own discount, in fen. */
  readonly price: number
  readonly count: number
}
