import { decodeCoupons } from '../../plugin/coupons/decode'
import type { Coupon } from '../../plugin/coupons/types'
import { type Desk, openDesk, type SentEvent } from './desk'
import { eventually, until } from './until'

type Options = Parameters<typeof openDesk>[0]

/** A coupon as the user sees it chosen, with the ids that the gateway gave for it. */
export interface Shown {
  readonly coupon_id: string
  readonly coupon_ins_id: string
  readonly coupon_ins_name: string
  /** Yuan. */
  readonly coupon_deduction: number
}

/** The demo merchant's shop with a customer in it. */
export const openShop = async (options: Options) => {
  const desk: Desk = await openDesk(options)
  const { tap, visible } = desk
  const picker = () => visible('use-coupon').first()
  /** The picker's summary row, in words. */
  const row = async () =>
    (await picker().locator('[role=button]').first().innerText()).replace(/\s+/g, ' ')
  /** The picker's row once it is no longer asking. */
  const settled = () =>
    until('the picker to answer', async () => {
      const words = await row()
      return /正在计算|选好商品/.test(words) ? undefined : words
    })
  const inCheckout = async (sku_id: string) => {
    await tap(`sku-${sku_id}`)
    await tap('buy')
    await visible('give-order').waitFor()
  }
  /** What the gateway last said about the coupons. */
  const evaluated = async (): Promise<readonly Coupon[]> => {
    const answers = (await desk.gatewayCalls()).filter(({ path }) => path === '/usable-coupons')
    return decodeCoupons(answers[answers.length - 1]?.answer, Infinity, 0)?.coupons ?? []
  }
  /** The id of the order whose page is in front. */
  const orderId = () =>
    until('the page of an order', async () => {
      const text = await visible('order-state')
        .locator('xpath=ancestor::wx-page')
        .innerText()
        .catch(() => '')
      return /SL\d+/.exec(text)?.[0]
    })
  /** The events stored so far, once there are so many. */
  const sent = (count: number): Promise<SentEvent[]> =>
    until(`${count} events`, async () => {
      const events = await desk.events()
      return events.length >= count ? events : undefined
    })
  return {
    ...desk,
    inCheckout,
    orderId,
    settled,
    picker,
    evaluated,
    sent,
    eventIds: async () => (await desk.events()).map(({ props }) => props.extra.event_id),
    /** Holds back every question about coupons until the returned function is called. */
    async holdQuestions() {
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      await desk.page.route('**/gateway/usable-coupons*', async (route) => {
        await released
        await route.continue()
      })
      return release
    },
    /** The coupon that the picker shows as chosen, once it is no longer asking. There must be one. */
    async chosen(): Promise<Shown> {
      const words = await settled()
      const [, title, deduction] = /^优惠券 (.+) −¥([\d.]+) /.exec(words) ?? []
      const found = (await evaluated()).find(
        ({ usable, coupon }) => usable === true && coupon.title === title,
      )
      if (!found) throw new Error(`no coupon is chosen: ${words}`)
      return {
        coupon_id: found.coupon_id ?? '',
        coupon_ins_id: found.id,
        coupon_ins_name: found.coupon.title,
        coupon_deduction: Number(deduction),
      }
    },
    /** From the checkout to the refund, each step after the so many events of the one before it. */
    async walkOn(each: number) {
      await tap('give-order')
      const order_id = await orderId()
      await sent(each)
      await tap('pay')
      await sent(2 * each)
      await tap('refund')
      return { order_id, events: await sent(3 * each) }
    },
    /** Chooses a coupon, or none by 不使用优惠券, as a finger does. */
    async chooseCoupon(title: string) {
      const choice = picker().locator('[role=radio]').filter({ hasText: title }).first()
      await choice.click()
      await eventually(() => choice.getAttribute('aria-checked')).toBe('true')
    },
    /** Taps these switches on the checkout page, lets the picker answer, and orders with what it chose. */
    async giveOrder(sku_id: string, switches: readonly string[] = []) {
      await inCheckout(sku_id)
      for (const id of switches) await tap(id)
      await settled()
      await tap('give-order')
      return orderId()
    },
    /** One piece with the member's own coupon: works without the gateway, as the card on the product's page does. */
    async orderAtOnce(sku_id: string) {
      await tap(`sku-${sku_id}`)
      await tap('order-at-once')
      return orderId()
    },
    state: (word: string) => visible('order-state').getByText(word, { exact: true }).waitFor(),
    async reopen(order_id: string) {
      await tap('show-orders')
      await tap(`order-${order_id}`)
      await visible('order-state').waitFor()
    },
    async goHome() {
      await tap('go-home')
      await visible('show-goods').waitFor()
    },
    async enterAgain(scene: string, query: string) {
      await desk.enter({ scene, query })
    },
  }
}
export type Shop = Awaited<ReturnType<typeof openShop>>
