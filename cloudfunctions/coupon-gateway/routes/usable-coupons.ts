import type { FastifyInstance } from 'fastify'
import { is, literal, object } from 'valibot'
import type { Services } from '../route-services'
import { compact } from '../coupon-engine/compact'
import { readCart } from '../coupon-engine/cart'
import { evaluateCoupons, type Evaluation } from '../coupon-engine/evaluate'
import { zvcmsAccount } from '../lib/accounts'
import { couponsByUser } from '../lib/catalogue'
import { isRecord } from '../lib/check'
import { done, invalid, type Outcome, unconfigured } from '../lib/outcome'
import { sendJson, sendOutcome } from '../lib/reply'
import type { User } from '../lib/sessions'
import { readingsOf, type Settings } from '../lib/settings'
import { createLiveCoupons, type LiveCoupons } from '../store/live-coupons'
import { usableCoupons } from '../zvcms/usable-coupons'

/** What a picker shows is enough. */
const Compact = object({ fields: literal('compact') })

type Answer = Evaluation & { readonly source: Settings['COUPON_PROVIDER'] }
type Provider = (cart: Record<string, unknown>, user: User) => Promise<Outcome<Answer>>

const fromVendor =
  ({ settings, portsOf }: Services): Provider =>
  async (cart, user) => {
    const account = zvcmsAccount(settings)
    if ('kind' in account) return account
    const outcome = await usableCoupons(
      { ...cart, ...user },
      portsOf('zvcms'),
      account,
      readingsOf(settings),
    )
    if (outcome.kind !== 'done') return outcome
    return done({ source: 'zvcms' as const, ...outcome.value }, outcome.warnings)
  }

/** Without a store nothing is known of what was used; with one, what is loaded or used counts from the next call on. */
const holdingsOf = ({ catalogue, store, ports }: Services): LiveCoupons => {
  if (store) return createLiveCoupons(store.database, catalogue, ports.log)
  const couponsOf = catalogue && couponsByUser(catalogue)
  return { of: async (user_id) => couponsOf && { coupons: couponsOf(user_id) } }
}

const fromCatalogue = (services: Services): Provider => {
  const live = holdingsOf(services)
  const { clock } = services.ports
  const readings = readingsOf(services.settings)
  return async (given, user) => {
    const now = clock.now()
    const held = await live.of('user_id' in user ? user.user_id : '', now)
    if (!held) return unconfigured('COUPON_CATALOG')
    const read = readCart(given)
    if ('issues' in read) return invalid(read.issues)
    const { coupons, usesToday } = held
    const options = { ...readings, ...(usesToday && { usesToday }) }
    const evaluation = evaluateCoupons(coupons, read.cart, now, options)
    return done({ source: 'embedded' as const, ...evaluation })
  }
}

const providerOf = (services: Services): Provider =>
  services.settings.COUPON_PROVIDER === 'zvcms' ? fromVendor(services) : fromCatalogue(services)

/** Which coupons this user can use on this cart, best first. The user is the session's, whatever the body says. */
export const usableCouponRoutes = (app: FastifyInstance, services: Services): void => {
  const provide = providerOf(services)
  app.post(
    '/usable-coupons',
    {
      config: {
        role: 'session',
        isRead: true,
        isShort: true,
        isLocal: services.settings.COUPON_PROVIDER === 'embedded',
      },
    },
    async ({ body, caller, query }, reply) => {
      // Unreachable: only users are authorized here. It stays a check, not a cast.
      if (caller.kind !== 'user') return sendJson(reply, 401, { error: 'unauthorized' })
      if (!isRecord(body))
        return sendOutcome(
          reply,
          invalid([{ path: '', expected: 'an object', received: 'something else' }]),
        )
      const { user_id: _, user_code: __, ...cart } = body
      const outcome = await provide(cart, caller.user)
      if (!is(Compact, query) || outcome.kind !== 'done') return sendOutcome(reply, outcome)
      const { source, ...evaluation } = outcome.value
      return sendOutcome(reply, done({ source, ...compact(evaluation) }, outcome.warnings))
    },
  )
}
