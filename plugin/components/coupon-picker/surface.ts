import type { Cart } from '../../coupons/cart'
import type { CouponsOutcome } from '../../coupons/types'
import type { ListView, Measured } from './card-list'
import type { PickerView } from './picker-view'

/** What the component draws. */
export interface Drawing {
  readonly view: PickerView
  readonly list: ListView
}

/** What the picker needs from the component around it. Times are in ms. */
export interface Surface {
  readonly ask: (cart: Cart) => Promise<CouponsOutcome>
  readonly now: () => number
  /** Returns what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void
  /** Draws what is given; calls back once it is in the tree. */
  readonly draw: (drawing: Partial<Drawing>, drawn: () => void) => void
  /** Measures the list in the tree. */
  readonly measure: (turn: number, found: (measured: Measured) => void) => void
  readonly tell: (event: 'change' | 'state', detail: object) => void
}
