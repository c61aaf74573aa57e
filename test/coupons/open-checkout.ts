import type { Cart } from '../../plugin/coupons/cart'
import { usableCoupons } from '../../plugin/coupons/client'
import { createFakeClock } from '../kit/clock'
import { createFakeGateway } from '../kit/gateway'

export const CART: Cart = {
  multi_mark: '44950',
  trade_marks: [{ num: 2, trade_mark: '201909280011111', price: '18.00' }],
  type_cate: 1,
}
export const other = (price: number | string): Cart => ({
  ...CART,
  trade_marks: [{ num: 1, trade_mark: '201909280011111', price }],
})

/** One coupon as the gateway returns it: six yuan off. */
export const evaluated = (changes: object = {}) => ({
  id: '610000000000000001',
  couponId: '405537296400020001',
  coupon_id: '390913441022870001',
  usable: true,
  deduction: 6,
  start_at: 1735660800,
  end_at: 4102415999,
  coupon: { title: '满58减6元券', coupon_amount: '6元', desc: '任意商品满 58 元可用' },
  ...changes,
})

/** A checkout page, the gateway behind it, and time that passes only when the test says so. */
export const openCheckout = (coupons: readonly object[] = [evaluated()]) => {
  const clock = createFakeClock()
  const fake = createFakeGateway(coupons)
  const request = (cart: Cart = CART, slot?: string) =>
    usableCoupons(cart, slot, fake.gateway, clock)
  return {
    clock,
    fake,
    request,
    /** Requests, and waits as long as any answer can take. */
    async answerOn(cart: Cart = CART, slot?: string) {
      const requested = request(cart, slot)
      await clock.pass(11_000)
      return requested
    },
  }
}

/** What is decoded of one answer to the usual question. */
export const decoded = async (answer: unknown, cart: Cart = CART) => {
  const { fake, answerOn } = openCheckout()
  fake.answer = async () => answer
  const outcome = await answerOn(cart)
  if (outcome.state !== 'fresh') throw new Error(JSON.stringify(outcome))
  return outcome
}
