import { checkBody } from '../../simulator/table-check'
import { expectedEvent, expectedWalk, hubin, STEPS, TEA, welcome } from './expected-event'
import { inShop } from './in-shop'

inShop('The walk through the shop', (shop) => {
  test("order, pay, refund with the picker's best: three valid events, each field as it was", async () => {
    const start = Math.floor(Date.now() / 1000)
    await shop().visible(`sku-${TEA}`).waitFor()
    await shop().enterAgain('1047', 'scene=chan_id%3Dposter-7')
    await shop().inCheckout(TEA)
    const best = await shop().chosen()
    expect(best.coupon_ins_id).toBe((await shop().evaluated())[0]?.id)
    const { order_id, events } = await shop().walkOn(1)

    const chan = { chan_wxapp_scene: 1047, chan_id: 'poster-7', ...hubin }
    expect(events).toEqual(expectedWalk([best], order_id, { chan }))
    expect(checkBody(events, new Set()).flatMap(({ issues }) => issues)).toEqual([])

    // The gateway's coupon and Youshu's batch meet by coupon_id.
    const batch = (await shop().batches()).find(({ coupon_id }) => coupon_id === best.coupon_id)
    expect(batch).toMatchObject({
      name: best.coupon_ins_name,
      pre_consumed: 1,
      consumed: 1,
      refunded: 1,
    })

    const requests = await shop().requests()
    expect(requests).toHaveLength(3)
    for (const { at, query, stored } of requests) {
      expect(stored).toBe(true)
      expect(new Set(Object.keys(query))).toEqual(new Set(['app_id', 'nonce', 'timestamp']))
      expect(query['app_id']).toBe('bi0000000000demo')
      expect(Number(query['timestamp'])).toBeGreaterThanOrEqual(start)
      expect(Number(query['timestamp'])).toBeLessThanOrEqual(at / 1000)
      expect(query['nonce']).toMatch(/^\w{1,32}$/)
    }
    expect(new Set(requests.map(({ query }) => query['nonce'])).size).toBe(3)
    expect(shop().pageErrors).toEqual([])
  })

  test('a tap on the picker changes nothing about that: one coupon, the one that is shown', async () => {
    await shop().inCheckout(TEA)
    await shop().settled()
    await shop().tap('use-coupon')
    const picked = await shop().chosen()
    const { order_id, events } = await shop().walkOn(1)
    expect(events).toEqual(expectedWalk([picked], order_id))
    expect(shop().pageErrors).toEqual([])
  })

  test('the card that places the order is named as the component', async () => {
    const order_id = await shop().orderAtOnce(TEA)
    const events = await shop().sent(1)
    expect(events).toEqual([
      expectedEvent('pre_consume', welcome, order_id, {
        page: `pages/product?sku_id=${TEA}`,
        page_title: '云雾乌龙',
        component: { component_id: 'order-at-once', component_name: '一键下单卡片' },
      }),
    ])
  })

  test('paying twice, and once more after a restart, reports nothing new', async () => {
    await shop().inCheckout(TEA)
    const { coupon_ins_id } = await shop().chosen()
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    await shop().sent(1)
    await shop().tap('pay')
    await shop().sent(2)
    await shop().visible('refund').waitFor()
    await shop().tap('pay')
    await shop().kill()
    await shop().open()
    await shop().reopen(order_id)
    await shop().tap('pay')
    // Had the second and third tap reported anything, it would have come before this.
    await shop().tap('refund')
    await shop().sent(3)
    expect(await shop().eventIds()).toEqual(
      STEPS.map((action) => `${action}/${order_id}/${coupon_ins_id}`),
    )
  })

  test('a closed payment sheet and a cancelled order report nothing', async () => {
    const order_id = await shop().giveOrder(TEA)
    await shop().sent(1)
    await shop().tap('cancel-pay')
    await shop().tap('cancel')
    await shop().state('已取消')
    await shop().goHome()
    const next = await shop().giveOrder(TEA)
    await shop().sent(2)
    expect(await shop().eventIds()).toEqual([
      expect.stringContaining(`pre_consume/${order_id}/`),
      expect.stringContaining(`pre_consume/${next}/`),
    ])
  })
})
