import type { CouponsOutcome } from './outcome'

/** The questions of one slot on one cart. `outdated` resolves when the slot turns to another cart. */
interface Turn {
  readonly cart: string
  readonly outdated: Promise<CouponsOutcome>
  readonly outdate: () => void
}

const newTurn = (cart: string): Turn => {
  let outdate = (): void => undefined
  const outdated = new Promise<CouponsOutcome>((resolve) => {
    outdate = () => resolve({ state: 'outdated' })
  })
  return { cart, outdated, outdate }
}

/** Which cart each slot is about at the moment. Only slots that wait are kept: every picker ever shown has its own. */
export const createSlots = () => {
  const turns = new Map<string | undefined, Turn>()
  return {
    /** A question begins. Whoever asked in the same slot about another cart need not wait any longer. */
    enter(slot: string | undefined, cart: string): Turn {
      let turn = turns.get(slot)
      if (turn?.cart !== cart) {
        turn?.outdate()
        turns.set(slot, (turn = newTurn(cart)))
      }
      return turn
    },
    /** It has its answer, and so have all that asked about the same cart. */
    leave(slot: string | undefined, turn: Turn): void {
      if (turns.get(slot) === turn) turns.delete(slot)
    },
    isWaitingFor: (cart: string): boolean => [...turns.values()].some((turn) => turn.cart === cart),
  }
}
