import type { FastifyInstance } from 'fastify'
import type { Services } from '../app'
import { readCart } from '../coupon-engine/cart'
import type { UserCoupon } from '../coupon-engine/coupon'
import { evaluateCoupons, type Evaluation } from '../coupon-engine/evaluate'
import { zvcmsAccount } from '../lib/accounts'
import { couponsByUser } from '../lib/catalogue'
import { isRecord } from '../lib/check'
import { done, invalid, type Outcome, unconfigured } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { sendJson, sendOutcome } from '../lib/reply'
import type { Settings } from '../lib/settings'
import { usableCoupons } from '../zvcms/usable-coupons'

type Answer = Evaluation & { readonly source: Settings['COUPON_PROVIDER'] }
type Provider = (cart: Record<string, unknown>, user_id: string) => Promise<Outcome<Answer>>

const fromVendor =
  ({ settings, portsOf }: Services): Provider =>
  async (cart, user_id) => {
    const account = zvcmsAccount(settings)
    if ('kind' in account) return account
    const outcome = await usableCoupons({ ...cart, user_id }, portsOf('zvcms'), account)
    if (outcome.kind !== 'done') return outcome
    return done({ source: 'zvcms' as const, ...outcome.value }, outcome.warnings)
  }

const fromCatalogue = (catalogue: readonly UserCoupon[], { clock }: Ports): Provider => {
  const couponsOf = couponsByUser(catalogue)
  return async (given, user_id) => {
    const read = readCart(given)
    if ('issues' in read) return invalid(read.issues)
    const evaluation = evaluateCoupons(couponsOf(user_id), read.cart, clock.now())
    return done({ source: 'embedded' as const, ...evaluation })
  }
}

const providerOf = (services: Services): Provider => {
  const { settings, ports, catalogue } = services
  if (settings.COUPON_PROVIDER === 'zvcms') return fromVendor(services)
  return catalogue ? fromCatalogue(catalogue, ports) : async () => unconfigured('COUPON_CATALOG')
}

/** Which coupons this user can use on this cart, best first. The user is the session's, whatever the body says. */
export const usableCouponRoutes = (app: FastifyInstance, services: Services): void => {
  const provide = providerOf(services)
  app.post(
    '/usable-coupons',
    { config: { role: 'session', isRead: true, isShort: true } },
    async ({ body, caller }, reply) => {
      // Unreachable: only users are authorized here. It stays a check, not a cast.
      if (caller.kind !== 'user') return sendJson(reply, 401, { error: 'unauthorized' })
      if (!isRecord(body))
        return sendOutcome(
          reply,
          invalid([{ path: '', expected: 'an object', received: 'something else' }]),
        )
      const { user_id: _, user_code: __, ...cart } = body
      return sendOutcome(reply, await provide(cart, caller.user_id))
    },
  )
}
