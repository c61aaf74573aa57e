import { attempt } from '../attempt'
import type { Clock } from '../delivery/ports'
import type { CheckedCart } from './check-cart'
import { decodeCoupons } from './decode-coupons'
import type { Gateway } from './gateway'
import type { CouponsAnswer, CouponsFailure } from './outcome'

/** How a question ended, over all its tries. */
export type Reply = { readonly answer: CouponsAnswer } | { readonly failure: CouponsFailure }

const TIMEOUT_MS = 5000
/** Chance is added to it, so that the phones that a restarted gateway cut off do not all come back at once. */
const PAUSE_MS = 300
/**
 * Another try may end otherwise: the network came back, or what answered was a proxy's page (`malformed`) and not the
 * gateway. A question changes nothing at the gateway, so asking twice is free. A 4xx is the gateway's own word.
 */
const WORTH_ANOTHER: readonly CouponsFailure[] = ['unreachable', 'timeout', 'malformed']

const failureOf = (error: unknown): CouponsFailure => {
  const status = attempt(() => Number((Object(error) as { status?: unknown }).status), 0)
  if (status === 401) return 'unauthorized'
  return status >= 400 && status < 500 ? 'rejected' : 'unreachable'
}

/** One try. A gateway that throws at once or gives back no promise is one more that fails. */
const tryOnce = ({ json, payable }: CheckedCart, gateway: Gateway, clock: Clock): Promise<Reply> =>
  new Promise((resolve) => resolve(gateway('/usable-coupons', JSON.parse(json) as object))).then(
    (body): Reply => {
      const answer = decodeCoupons(body, payable, clock.now())
      return answer ? { answer } : { failure: 'malformed' }
    },
    (error: unknown) => ({ failure: failureOf(error) }),
  )

/**
 * Asks what can be used on this cart: 5 s, and once more where that may help and `isWanted` still. A first try that
 * answers while the second is under way is an answer too: a gateway that takes 6 s is slow, not away.
 */
export const askGateway = (
  cart: CheckedCart,
  gateway: Gateway,
  clock: Clock,
  isWanted: () => boolean,
): Promise<Reply> =>
  new Promise((resolve) => {
    let triesLeft = 2
    let answered = false
    const begin = (): void => {
      if (answered) return
      triesLeft--
      let failed = false
      const fail = (reply: Reply & { failure: CouponsFailure }): void => {
        if (failed) return
        failed = true
        giveUp()
        if (triesLeft && WORTH_ANOTHER.includes(reply.failure) && isWanted())
          clock.after(PAUSE_MS * (1 + clock.random()), begin)
        else resolve(reply)
      }
      const giveUp = clock.after(TIMEOUT_MS, () => fail({ failure: 'timeout' }))
      void tryOnce(cart, gateway, clock).then((reply) => {
        if ('failure' in reply) return fail(reply)
        answered = true
        giveUp()
        resolve(reply)
      })
    }
    begin()
  })
