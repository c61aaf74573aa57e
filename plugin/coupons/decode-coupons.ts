import { attempt } from '../attempt'
import type { Coupon } from './coupon'
import { decodeCoupon } from './decode-coupon'
import { decodeId } from './decode-values'
import type { CouponsAnswer } from './outcome'

interface Given {
  readonly best?: unknown
  readonly coupons: readonly unknown[]
}

const isAnswer = (body: unknown): body is Given =>
  typeof body === 'object' && !!body && Array.isArray((body as Given).coupons)

const decode = ({ best, coupons }: Given, payable: number, at: number): CouponsAnswer => {
  const byId = new Map<string, Coupon>()
  let skipped = 0
  for (const given of coupons) {
    const coupon = decodeCoupon(given, payable)
    // One piece twice: the first stands where the gateway ranked it.
    if (!coupon || byId.has(coupon.id)) skipped++
    else byId.set(coupon.id, coupon)
  }
  const named = decodeId(best)
  const chosen = typeof named === 'string' ? byId.get(named) : undefined
  return {
    at,
    best: chosen?.usable === true ? chosen.id : null,
    coupons: [...byId.values()],
    skipped,
  }
}

/**
 * What the gateway answered, as far as it can be understood, in its order. `undefined`: it is no answer at all, but
 * perhaps a proxy's page. `payable`: what the cart costs, in fen; `at`: now, in ms.
 */
export const decodeCoupons = (
  body: unknown,
  payable: number,
  at: number,
): CouponsAnswer | undefined =>
  attempt(() => (isAnswer(body) ? decode(body, payable, at) : undefined))
