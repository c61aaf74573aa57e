import type { Clock } from '../delivery/ports'
import { askGateway, type Reply } from './ask-gateway'
import type { CheckedCart } from './check-cart'
import type { Gateway } from './gateway'
import { createKeptAnswers } from './kept-answers'
import type { CouponsAnswer, CouponsOutcome } from './outcome'
import { createSlots } from './slots'

const FRESH_MS = 30_000

/** Of its age the phone's clock decides, which somebody may set: an answer from the future is not fresh. */
const isFresh = ({ at }: CouponsAnswer, now: number): boolean => now >= at && now - at < FRESH_MS

/** Everyone gets a copy: what a page does to its own is not seen by the next one. */
const copyOf = ({ coupons, ...rest }: CouponsAnswer): CouponsAnswer => ({
  ...rest,
  coupons: coupons.map((one) => ({ ...one, coupon: { ...one.coupon } })),
})

/** What is asked over one gateway, and what it said. Another gateway may know another user: nothing is shared. */
export const createCouponsClient = (gateway: Gateway) => {
  const kept = createKeptAnswers()
  const slots = createSlots()
  const underWay = new Map<string, Promise<Reply>>()

  const askOnce = (cart: CheckedCart, clock: Clock): Promise<Reply> => {
    const { json } = cart
    const known = underWay.get(json)
    if (known) return known
    const asked = askGateway(cart, gateway, clock, () => slots.isWaitingFor(json)).then((reply) => {
      underWay.delete(json)
      if ('answer' in reply) kept.keep(json, reply.answer)
      // The session has ended, and with it the right to say whose coupons these were.
      else if (reply.failure === 'unauthorized') kept.forget()
      return reply
    })
    underWay.set(json, asked)
    return asked
  }

  const answer = async (cart: CheckedCart, clock: Clock): Promise<CouponsOutcome> => {
    const last = kept.on(cart.json)
    if (last && isFresh(last, clock.now())) return { state: 'fresh', ...copyOf(last) }
    const reply = await askOnce(cart, clock)
    if ('answer' in reply) return { state: 'fresh', ...copyOf(reply.answer) }
    const { failure: reason } = reply
    const old = kept.on(cart.json)
    return old
      ? { state: 'stale', reason, ...copyOf(old) }
      : { state: 'failed', reason, issues: [] }
  }

  return {
    async ask(cart: CheckedCart, slot: string | undefined, clock: Clock): Promise<CouponsOutcome> {
      const turn = slots.enter(slot, cart.json)
      const outcome = await Promise.race([turn.outdated, answer(cart, clock)])
      slots.leave(slot, turn)
      return outcome
    },
    /** The slot turned to a cart that nobody can ask about. */
    outdate(slot: string | undefined): void {
      slots.leave(slot, slots.enter(slot, ''))
    },
  }
}
