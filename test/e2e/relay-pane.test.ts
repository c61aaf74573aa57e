import { TEA } from './expected-event'
import { inShop } from './in-shop'

inShop('The demo through the gateway', (shop) => {
  test('at the press of a switch phone and shop report a payment, and one event arrives', async () => {
    const { page } = shop()
    await shop().press('server-side')
    await shop().press('tab-relay')
    await page.getByText('Nothing went through the gateway yet').waitFor()
    await page.getByLabel('through the gateway').check()
    await page.getByText('keeps each event and forwards it once').waitFor()

    await shop().inCheckout(TEA)
    await shop().settled()
    const { events } = await shop().walkOn(1)
    expect(events.map(({ props }) => props['action_type'])).toEqual([
      'pre_consume',
      'consume',
      'refund_consume',
    ])
    const paid = page.locator('[data-relayed^="consume/"]')
    await paid.getByText("reported by phone + the shop's server · 1 × again").waitFor()
    await paid.getByText('Youshu has it').waitFor()
    const refunded = page.locator('[data-relayed^="refund_consume/"]')
    await refunded.getByText('Youshu has it').waitFor()
    // What the shop's server reported beside the phone has not arrived a second time.
    expect(await shop().events()).toHaveLength(3)
    expect(shop().pageErrors).toEqual([])
    await page.getByLabel('straight to Youshu').check()
  })
})
