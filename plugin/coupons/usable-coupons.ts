import type { Issue } from '../event/issue'
import type { Clock } from '../delivery/ports'
import type { Cart } from './cart'
import { checkCart } from './check-cart'
import { createCouponsClient } from './coupons-client'
import type { Gateway } from './gateway'
import type { CouponsOutcome } from './outcome'

type Client = ReturnType<typeof createCouponsClient>

const clients = new WeakMap<Gateway, { readonly client: Client; readonly open_id: unknown }>()

/** Another user's coupons are nobody's business: with the user changes all that is remembered. */
const clientOf = (gateway: Gateway, open_id: unknown): Client => {
  const known = clients.get(gateway)
  if (known && known.open_id === open_id) return known.client
  const client = createCouponsClient(gateway)
  clients.set(gateway, { client, open_id })
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
 * one slot the last one counts, and the others are `outdated`; those who name no slot share one. `open_id`: who is logged in. An answer is good for
 * 30 s; afterwards it is shown only where no new one comes, as `stale`.
 * Source of the rules: zvcms API 2.0, 7.4.6 筛选用户可用优惠券.
 */
export const usableCoupons = async (
  cart: Cart,
  slot: string | undefined,
  gateway: Gateway | undefined,
  clock: Clock,
  open_id?: string,
): Promise<CouponsOutcome> => {
  const checked = checkCart(cart)
  const client = typeof gateway === 'function' ? clientOf(gateway, open_id) : undefined
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
