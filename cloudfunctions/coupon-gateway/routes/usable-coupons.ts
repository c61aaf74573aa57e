import type { FastifyInstance } from 'fastify'
import { is, literal, object } from 'valibot'
import type { Services } from '../gateway'
import { compactJson } from '../coupon-engine/compact'
import { readCart } from '../coupon-engine/cart'
import { evaluationOf, rankingOf } from '../coupon-engine/evaluate'
import { rankCoupons, type Ranking } from '../coupon-engine/ranking'
import { zvcmsAccount } from '../lib/accounts'
import { answerOf } from '../lib/answer'
import { couponsByUser } from '../lib/catalogue'
import { isRecord } from '../lib/check'
import { writeJson } from '../lib/json'
import { done, invalid, type Outcome, unconfigured } from '../lib/outcome'
import { explainWarnings, sendAnswer, sendJson, sendOutcome } from '../lib/reply'
import type { User } from '../lib/sessions'
import { readingsOf } from '../lib/settings'
import { TIMING } from '../lib/upstreams'
import { createLiveCoupons, type LiveCoupons } from '../store/live-coupons'
import { usableCoupons } from '../zvcms/usable-coupons'

/** What a picker shows is enough. */
const Compact = object({ fields: literal('compact') })

type Provider = (cart: Record<string, unknown>, user: User) => Promise<Outcome<Ranking>>

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
    return done(rankingOf(outcome.value), outcome.warnings)
  }

/** Without a store nothing is known of what was used; with one, what is loaded or used counts from the next call on. */
const holdingsOf = ({ catalogue, store, ports, timing = TIMING }: Services): LiveCoupons => {
  if (store) return createLiveCoupons(store.database, catalogue, ports.log, timing.store)
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
    const options = usesToday ? { ...readings, usesToday } : readings
    return done(rankCoupons(coupons, read.cart, now, options))
  }
}

/** What was sent, without the user: who that is, the session says. */
const cartOf = (input: Record<string, unknown>): Record<string, unknown> => {
  if (!('user_id' in input) && !('user_code' in input)) return input
  const { user_id: _, user_code: __, ...cart } = input
  return cart
}

/** Which coupons this user can use on this cart, best first. The user is the session's, whatever the body says. */
export const usableCouponRoutes = (app: FastifyInstance, services: Services): void => {
  const source = services.settings.COUPON_PROVIDER
  const isLocal = source === 'embedded'
  const provide = isLocal ? fromCatalogue(services) : fromVendor(services)
  const config = { role: 'session', isRead: true, isShort: true, isLocal } as const

  app.post('/usable-coupons', { config }, async ({ body, caller, query }, reply) => {
    // Unreachable: only users are authorized here. It stays a check, not a cast.
    if (caller.kind !== 'user') return sendJson(reply, 401, { error: 'unauthorized' })
    if (!isRecord(body))
      return sendOutcome(
        reply,
        invalid([{ path: '', expected: 'an object', received: 'something else' }]),
      )
    const outcome = await provide(cartOf(body), caller.user)
    if (outcome.kind !== 'done') return sendOutcome(reply, outcome)
    const { value: ranking, warnings } = outcome
    if (warnings) explainWarnings(reply, warnings)
    const head = { source, ...(warnings && { warnings }) }
    const texts = is(Compact, query)
      ? compactJson(head, ranking)
      : [writeJson({ ...head, ...evaluationOf(ranking) })]
    return sendAnswer(reply, answerOf(texts))
  })
}
