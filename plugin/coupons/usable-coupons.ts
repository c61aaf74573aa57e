import type { Clock } from '../report/ports'
import { askGateway } from './ask-gateway'
import type { Cart } from './cart'
import { checkCart } from './check-cart'
import type { Gateway } from './gateway'
import type { CouponsFailure, CouponsOutcome } from './outcome'

const failed = (reason: CouponsFailure): CouponsOutcome => ({ state: 'failed', reason, issues: [] })

/** The user's coupons on this cart. Never rejects and never throws, whatever it is given. */
export const usableCoupons = async (
  cart: Cart,
  _slot: string | undefined,
  gateway: Gateway | undefined,
  clock: Clock,
): Promise<CouponsOutcome> => {
  const checked = checkCart(cart)
  if ('issues' in checked) return { state: 'failed', reason: 'bad_cart', issues: checked.issues }
  if (typeof gateway !== 'function') return failed('no_gateway')
  const reply = await askGateway(checked, gateway, clock, () => true)
  return 'answer' in reply ? { state: 'fresh', ...reply.answer } : failed(reply.failure)
}
