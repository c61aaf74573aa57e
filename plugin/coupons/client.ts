import { attempt } from '../attempt'
import type { Issue } from '../event/schema'
import type { Clock } from '../delivery/ports'
import { type Cart, checkCart, type CheckedCart } from './cart'
import { decodeCoupons } from './decode'
import type { Gateway } from './gateway'
import type { CouponsAnswer, CouponsFailure, CouponsOutcome } from './types'

/** How a request ended, over all its tries. */
type Reply = { readonly answer: CouponsAnswer } | { readonly failure: CouponsFailure }

const TIMEOUT_MS = 5000
/** Up to as much again is added by chance, so that the phones that a restarted gateway cut off do not all return at once. */
const RETRY_DELAY_MS = 300
const FRESH_MS = 30_000
/** A user goes back and forth between a few carts; 5,000 coupons of each are a megabyte or two. */
const MAX_CACHED_CARTS = 8

/**
 * Another try may end otherwise: the network came back, or what answered was a proxy's page (`malformed`) and not the
 * gateway. The request changes nothing at the gateway, so sending it twice is free. A 4xx is the gateway's own answer.
 */
const RETRYABLE: readonly CouponsFailure[] = ['unreachable', 'timeout', 'malformed']

const failureOf = (error: unknown): CouponsFailure => {
  const status = attempt(() => Number((Object(error) as { status?: unknown }).status), 0)
  if (status === 401) return 'unauthorized'
  return status >= 400 && status < 500 ? 'rejected' : 'unreachable'
}

/** One try. A gateway that throws at once or returns no promise is one more that fails. */
const fetchOnce = (
  { json, payable }: CheckedCart,
  gateway: Gateway,
  clock: Clock,
): Promise<Reply> =>
  new Promise((resolve) => resolve(gateway('/usable-coupons', JSON.parse(json) as object))).then(
    (body): Reply => {
      const answer = decodeCoupons(body, payable, clock.now())
      return answer ? { answer } : { failure: 'malformed' }
    },
    (error: unknown) => ({ failure: failureOf(error) }),
  )

/**
 * Fetches what can be used on this cart: 5 s, and once more where that may help and `isWanted` still. A first try that
 * answers while the second is under way is an answer too: a gateway that takes 6 s is slow, not away.
 */
const fetchCoupons = (
  cart: CheckedCart,
  gateway: Gateway,
  clock: Clock,
  isWanted: () => boolean,
): Promise<Reply> =>
  new Promise((resolve) => {
    let triesLeft = 2
    let isAnswered = false
    const begin = (): void => {
      if (isAnswered) return
      triesLeft--
      let hasFailed = false
      const fail = (reply: Reply & { failure: CouponsFailure }): void => {
        if (hasFailed) return
        hasFailed = true
        cancelTimeout()
        if (triesLeft && RETRYABLE.includes(reply.failure) && isWanted())
          clock.after(RETRY_DELAY_MS * (1 + clock.random()), begin)
        else resolve(reply)
      }
      const cancelTimeout = clock.after(TIMEOUT_MS, () => fail({ failure: 'timeout' }))
      void fetchOnce(cart, gateway, clock).then((reply) => {
        if ('failure' in reply) return fail(reply)
        isAnswered = true
        cancelTimeout()
        resolve(reply)
      })
    }
    begin()
  })

/** Age is taken from the phone's clock, which the user may change: an answer from the future is not fresh. */
const isFresh = ({ at }: CouponsAnswer, now: number): boolean => now >= at && now - at < FRESH_MS

/** Each caller gets a copy: what one page does to its own is not seen by the next one. */
const copyOf = ({ coupons, ...rest }: CouponsAnswer): CouponsAnswer => ({
  ...rest,
  coupons: coupons.map((one) => ({ ...one, coupon: { ...one.coupon } })),
})

/**
 * The last good answer on each of the last carts. In memory only: coupons say who a user is and what they buy, and
 * tomorrow's launch can fetch again. By the very same cart: on another one every threshold and every deduction may be
 * different, and a user who is promised 6 yuan must not pay the full price.
 */
const createCache = () => {
  const answers = new Map<string, CouponsAnswer>()
  return {
    get: (cart: string): CouponsAnswer | undefined => answers.get(cart),
    set(cart: string, answer: CouponsAnswer): void {
      answers.delete(cart)
      answers.set(cart, answer)
      const [oldest] = answers.keys()
      if (answers.size > MAX_CACHED_CARTS && oldest !== undefined) answers.delete(oldest)
    },
    clear: (): void => answers.clear(),
  }
}

/** The latest request of one slot. `outdated` resolves when the slot turns to another cart. */
interface LatestRequest {
  readonly cart: string
  readonly outdated: Promise<CouponsOutcome>
  readonly outdate: () => void
}

/** The latest request of each slot. Only slots that wait are kept: every picker ever shown has its own. */
const createLatestRequests = () => {
  const bySlot = new Map<string | undefined, LatestRequest>()
  return {
    /** A request begins. Earlier requests of the same slot about another cart are outdated. */
    begin(slot: string | undefined, cart: string): LatestRequest {
      const latest = bySlot.get(slot)
      if (latest?.cart === cart) return latest
      latest?.outdate()
      let outdate = (): void => undefined
      const outdated = new Promise<CouponsOutcome>((resolve) => {
        outdate = () => resolve({ state: 'outdated' })
      })
      const request = { cart, outdated, outdate }
      bySlot.set(slot, request)
      return request
    },
    /** It has its answer, and so have all requests of its slot about the same cart. */
    end(slot: string | undefined, request: LatestRequest): void {
      if (bySlot.get(slot) === request) bySlot.delete(slot)
    },
    isWaitingFor: (cart: string): boolean =>
      [...bySlot.values()].some((request) => request.cart === cart),
  }
}

/** What was fetched over one gateway for one user. Another gateway may know another user: nothing is shared. */
const createCouponsClient = (gateway: Gateway) => {
  const cache = createCache()
  const latestRequests = createLatestRequests()
  const underWay = new Map<string, Promise<Reply>>()

  /** Those who want the same cart share one request. */
  const fetchShared = (cart: CheckedCart, clock: Clock): Promise<Reply> => {
    const { json } = cart
    const shared = underWay.get(json)
    if (shared) return shared
    const isWanted = () => latestRequests.isWaitingFor(json)
    const fetched = fetchCoupons(cart, gateway, clock, isWanted).then((reply) => {
      underWay.delete(json)
      if ('answer' in reply) cache.set(json, reply.answer)
      // The session has ended, and with it the right to say whose coupons these were.
      else if (reply.failure === 'unauthorized') cache.clear()
      return reply
    })
    underWay.set(json, fetched)
    return fetched
  }

  const outcomeFor = async (cart: CheckedCart, clock: Clock): Promise<CouponsOutcome> => {
    const cached = cache.get(cart.json)
    if (cached && isFresh(cached, clock.now())) return { state: 'fresh', ...copyOf(cached) }
    const reply = await fetchShared(cart, clock)
    if ('answer' in reply) return { state: 'fresh', ...copyOf(reply.answer) }
    const { failure: reason } = reply
    const old = cache.get(cart.json)
    return old
      ? { state: 'stale', reason, ...copyOf(old) }
      : { state: 'failed', reason, issues: [] }
  }

  return {
    async request(
      cart: CheckedCart,
      slot: string | undefined,
      clock: Clock,
    ): Promise<CouponsOutcome> {
      const request = latestRequests.begin(slot, cart.json)
      const outcome = await Promise.race([request.outdated, outcomeFor(cart, clock)])
      latestRequests.end(slot, request)
      return outcome
    },
    /** The slot turned to a cart that cannot be requested. */
    outdate(slot: string | undefined): void {
      latestRequests.end(slot, latestRequests.begin(slot, ''))
    },
  }
}

type CouponsClient = ReturnType<typeof createCouponsClient>

const clients = new WeakMap<
  Gateway,
  { readonly client: CouponsClient; readonly open_id: unknown }
>()

/** With the user changes all that is remembered: no user sees another one's coupons. */
const clientOf = (gateway: Gateway, open_id: unknown): CouponsClient => {
  const known = clients.get(gateway)
  if (known && known.open_id === open_id) return known.client
  const client = createCouponsClient(gateway)
  clients.set(gateway, { client, open_id })
  return client
}

/** One line, however many goods are wrong in the same way. */
const logIssues = ([first, ...others]: readonly Issue[]): void => {
  if (!first) return
  const { path, expected, received } = first
  const more = others.length ? ` (and ${others.length} more)` : ''
  console.error(
    `[coupon-tracker] usableCoupons: ${path}: expected ${expected}, received ${received}${more}`,
  )
}

/**
 * The user's coupons on this cart, best first. Never rejects and never throws, whatever it is given. Of the requests of
 * one slot the latest counts, and the others are `outdated`; requests without a slot share one. `open_id`: who is logged
 * in; `concealed`: what of an issue may be printed. An answer is good for 30 s; afterwards it is returned only where no new one comes, as `stale`.
 * Source of the rules: zvcms API 2.0, 7.4.6 筛选用户可用优惠券.
 */
export const usableCoupons = async (
  cart: Cart,
  slot: string | undefined,
  gateway: Gateway | undefined,
  clock: Clock,
  open_id?: string,
  concealed = (issue: Issue): Issue => issue,
): Promise<CouponsOutcome> => {
  const checked = checkCart(cart)
  const client = typeof gateway === 'function' ? clientOf(gateway, open_id) : undefined
  if ('issues' in checked) {
    const issues = checked.issues.map(concealed)
    logIssues(issues)
    client?.outdate(slot)
    return { state: 'failed', reason: 'bad_cart', issues }
  }
  return client
    ? client.request(checked, slot, clock)
    : { state: 'failed', reason: 'no_gateway', issues: [] }
}
