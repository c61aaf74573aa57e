import { is, parse, record, string, unknown } from 'valibot'
import { check } from '../../../../plugin/event/check'
import { Cart } from '../../embedded/cart'
import { couponsOf } from '../../embedded/coupons-of'
import { evaluateCoupons } from '../../embedded/evaluate-coupons'
import type { Judgement } from '../../embedded/judgement'
import { tidy } from '../../embedded/tidy'
import type { UserCoupon } from '../../embedded/user-coupon'
import { usableCoupons } from '../../zvcms/usable-coupons'
import { done, invalid, type Outcome, unconfigured } from '../outcome'
import type { Ports } from '../ports'
import { replyTo } from '../reply'
import { type Route, SMALL } from '../route'
import type { Settings } from '../settings'
import { zvcmsConfig } from './zvcms-config'

type Answer = Judgement & { readonly source: Settings['COUPON_PROVIDER'] }
type Provider = (cart: Record<string, unknown>, user_id: string) => Promise<Outcome<Answer>>

const fromVendor =
  (settings: Settings, ports: Ports): Provider =>
  async (cart, user_id) => {
    const config = zvcmsConfig(settings)
    if ('kind' in config) return config
    const outcome = await usableCoupons({ ...cart, user_id }, ports, config)
    if (outcome.kind !== 'done') return outcome
    return done({ source: 'zvcms' as const, ...outcome.value }, outcome.warnings)
  }

const fromCatalogue =
  (catalogue: readonly UserCoupon[] | undefined, { clock }: Ports): Provider =>
  async (given, user_id) => {
    if (!catalogue) return unconfigured('COUPON_CATALOG')
    const cart = tidy(given)
    const issues = check(Cart, cart, given)
    if (issues.length) return invalid(issues)
    const coupons = couponsOf(catalogue, user_id)
    return done({
      source: 'embedded' as const,
      ...evaluateCoupons(coupons, parse(Cart, cart), clock.now()),
    })
  }

/** Which coupons this user can use on this cart, best first. The user is the session's, whatever the body says. */
export const usableCouponsRoute = (
  settings: Settings,
  ports: Ports,
  catalogue: readonly UserCoupon[] | undefined,
): Route => {
  const provide =
    settings.COUPON_PROVIDER === 'zvcms'
      ? fromVendor(settings, ports)
      : fromCatalogue(catalogue, ports)
  return {
    method: 'POST',
    path: '/usable-coupons',
    who: 'session',
    maxBytes: SMALL,
    async answer(input, caller) {
      // Unreachable: admission lets only users in here. It stays a check, not a cast.
      if (caller.kind !== 'user') return { status: 401, body: { error: 'unauthorized' } }
      if (!is(record(string(), unknown()), input))
        return replyTo(invalid([{ path: '', expected: 'an object', received: 'something else' }]))
      const { user_id: _, user_code: __, ...cart } = input
      return replyTo(await provide(cart, caller.user_id))
    },
  }
}
