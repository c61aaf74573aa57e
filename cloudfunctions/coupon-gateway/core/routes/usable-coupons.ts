import { is, record, string, unknown } from 'valibot'
import { evaluateCoupons, type Evaluation } from '../../coupon-engine/evaluate'
import { readCart } from '../../coupon-engine/cart'
import type { UserCoupon } from '../../coupon-engine/coupon'
import { usableCoupons } from '../../zvcms/usable-coupons'
import { zvcmsAccount } from '../../lib/accounts'
import { couponsByUser } from '../../lib/catalogue'
import { done, invalid, type Outcome, unconfigured } from '../../lib/outcome'
import type { Ports } from '../../lib/ports'
import type { Settings } from '../../lib/settings'
import { judgementBytes } from '../judgement-bytes'
import { replyTo } from '../reply'
import { type Route, SMALL } from '../route'

type Answer = Evaluation & { readonly source: Settings['COUPON_PROVIDER'] }
type Provider = (cart: Record<string, unknown>, user_id: string) => Promise<Outcome<Answer>>

const fromVendor =
  (settings: Settings, ports: Ports): Provider =>
  async (cart, user_id) => {
    const config = zvcmsAccount(settings)
    if ('kind' in config) return config
    const outcome = await usableCoupons({ ...cart, user_id }, ports, config)
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

const fromNowhere: Provider = async () => unconfigured('COUPON_CATALOG')

const providerOf = (
  settings: Settings,
  ports: Ports,
  catalogue: readonly UserCoupon[] | undefined,
): Provider => {
  if (settings.COUPON_PROVIDER === 'zvcms') return fromVendor(settings, ports)
  return catalogue ? fromCatalogue(catalogue, ports) : fromNowhere
}

/** Which coupons this user can use on this cart, best first. The user is the session's, whatever the body says. */
export const usableCouponsRoute = (
  settings: Settings,
  ports: Ports,
  catalogue: readonly UserCoupon[] | undefined,
): Route => {
  const provide = providerOf(settings, ports, catalogue)
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
      const outcome = await provide(cart, caller.user_id)
      const reply = replyTo(outcome)
      return outcome.kind === 'done' && !outcome.warnings
        ? { ...reply, bytes: () => judgementBytes(outcome.value) }
        : reply
    },
  }
}
