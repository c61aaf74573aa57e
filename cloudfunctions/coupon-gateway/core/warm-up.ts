import { evaluateCoupons } from '../coupon-engine/evaluate'
import type { Cart } from '../coupon-engine/cart'
import type { UserCoupon } from '../coupon-engine/coupon'

// By then the engine has compiled the evaluator: a third of a second at the start, instead of ten slow answers.
const ENOUGH = 30_000
// More coupons than anybody holds make no difference to the engine.
const AT_ONCE = 1_000
const LINES = 20

const cart = (type_cate: Cart['type_cate']): Cart => ({
  type_cate,
  delivery_fee: '5.00',
  trade_marks: Array.from({ length: LINES }, (_, line) => ({
    num: 1 + (line % 3),
    trade_mark: `${line}`,
    price: `${9 + line}.90`,
  })),
})

/**
 * Judges a catalogue's coupons until the engine has compiled what judges them, and gives the number of coupons judged.
 * A server calls it before it listens; a cloud function does not, because somebody already waits for its start.
 */
export const warmUp = (catalogue: readonly UserCoupon[], now: number): number => {
  const coupons = catalogue.slice(0, AT_ONCE)
  const carts = [cart(1), cart(3)]
  let judged = 0
  while (coupons.length && judged < ENOUGH)
    for (const each of carts) judged += evaluateCoupons(coupons, each, now).coupons.length
  return judged
}
