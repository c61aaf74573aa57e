import type { Issue } from '../event/issue'
import type { Clock } from '../report/ports'
import type { Cart } from './cart'
import { checkCart } from './check-cart'
import { createCouponsClient } from './coupons-client'
import type { Gateway } from './gateway'
import type { CouponsOutcome } from './outcome'

const clients = new WeakMap<Gateway, ReturnType<typeof createCouponsClient>>()

const clientOf = (gateway: Gateway) => {
  const client = clients.get(gateway) ?? createCouponsClient(gateway)
  clients.set(gateway, client)
  return client
}

/** One line, however many goods are wrong in the same way. */
const complain = ([first, ...others]: readonly Issue[]): void => {
  if (!first) return
  const { path, expected, received } = first
  const more = others.length ? ` (and ${others.length} more)` : ''
  console.error(
    `[coupon-tracker] usableCoupons: ${path}: expected ${expected}, received ${received}${more}`,
  )
}

/**
 * The user's coupons on this cart, best first. Never rejects and never throws, whatever it is given. Of the questions in
 * one slot the last one counts, and the others are `outdated`; those who name no slot share one. An answer is good for
 * 30 s; afterwards it is shown only where no new one comes, as `stale`.
 * Source of the rules: zvcms API 2.0, 7.4.6 筛选用户可用优惠券.
 */
export const usableCoupons = async (
  cart: Cart,
  slot: string | undefined,
  gateway: Gateway | undefined,
  clock: Clock,
): Promise<CouponsOutcome> => {
  const checked = checkCart(cart)
  const client = typeof gateway === 'function' ? clientOf(gateway) : undefined
  if ('issues' in checked) {
    const { issues } = checked
    complain(issues)
    client?.outdate(slot)
    return { state: 'failed', reason: 'bad_cart', issues }
  }
  return client
    ? client.ask(checked, slot, clock)
    : { state: 'failed', reason: 'no_gateway', issues: [] }
}
