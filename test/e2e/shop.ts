import { type Desk, openDesk, type SentEvent } from './desk'
import { until } from './until'

type Options = Parameters<typeof openDesk>[0]

/** The demo merchant's shop with a customer in it. */
export const openShop = async (options: Options) => {
  const desk: Desk = await openDesk(options)
  const { tap, visible } = desk
  const inCheckout = async (sku_id: string) => {
    await tap(`sku-${sku_id}`)
    await tap('buy')
    await visible('give-order').waitFor()
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
  return {
    ...desk,
    inCheckout,
    orderId,
    async giveOrder(sku_id: string, coupons: readonly string[] = ['use-coupon']) {
      await inCheckout(sku_id)
      for (const id of coupons) await tap(id)
      await tap('give-order')
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
    /** The events stored so far, once there are so many. */
    sent: (count: number): Promise<SentEvent[]> =>
      until(`${count} events`, async () => {
        const events = await desk.events()
        return events.length >= count ? events : undefined
      }),
    async enterAgain(scene: string, query: string) {
      await desk.page.fill('[name=scene]', scene)
      await desk.page.fill('[name=query]', query)
      await desk.press('enter-again')
    },
  }
}
export type Shop = Awaited<ReturnType<typeof openShop>>
