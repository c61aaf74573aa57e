import { chengxi, expectedWalk, TEA, welcome } from './expected-event'
import { inShop } from './in-shop'
import { eventually } from './until'

const fenOf = (yuan: unknown) => Math.round(Number(yuan) * 100)

inShop('What is chosen at the checkout is what is reported', (shop) => {
  test("with the member's own coupon on top: two of each event, each with its own deduction", async () => {
    await shop().inCheckout(TEA)
    await shop().tap('member-coupon')
    const picked = await shop().chosen()
    const { order_id, events } = await shop().walkOn(2)
    expect(events).toEqual(expectedWalk([welcome, picked], order_id))
    expect(shop().pageErrors).toEqual([])
  })

  test('in the delivering store: its channel, its fee on the cart, its coupons', async () => {
    await shop().tap('store-shanlan-chengxi')
    await shop().inCheckout(TEA)
    await shop().settled()
    const asked = (await shop().gatewayCalls()).filter(({ path }) => path === '/usable-coupons')
    expect(asked.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        multi_mark: 'shanlan-chengxi',
        type_cate: 3,
        delivery_fee: '5.00',
      }),
    ])
    await shop().chooseCoupon('免配送费券')
    const picked = await shop().chosen()
    expect(picked.coupon_deduction).toBe(5)
    await eventually(() => shop().visible('pay-amount').innerText()).toBe('¥26.80')
    const { order_id, events } = await shop().walkOn(1)
    expect(events).toEqual(
      expectedWalk([picked], order_id, { chan: { chan_wxapp_scene: 1001, ...chengxi } }),
    )
  })

  test('a split order reports each sub-order with its share, which add up to what was shown', async () => {
    await shop().inCheckout(TEA)
    await shop().tap('split-order')
    await shop().tap('member-coupon')
    await shop().settled()
    await shop().chooseCoupon('银卡会员九折券')
    const picked = await shop().chosen()
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    const props = (await shop().sent(4)).map((event) => event.props)
    expect(props.some((one) => 'order_id' in one)).toBe(false)
    for (const coupon of [welcome, picked]) {
      const reported = props.filter(({ extra }) => extra.event_id.endsWith(coupon.coupon_ins_id))
      expect(reported.map(({ sub_order_id }) => sub_order_id)).toEqual([
        `${order_id}-1`,
        `${order_id}-2`,
      ])
      const shares = reported.map(({ coupon_deduction }) => fenOf(coupon_deduction))
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(fenOf(coupon.coupon_deduction))
      expect(Math.min(...shares)).toBeGreaterThan(0)
    }
  })

  test('a delivery-fee coupon on a split order is reported of the delivered sub-order alone', async () => {
    await shop().tap('store-shanlan-chengxi')
    await shop().inCheckout(TEA)
    await shop().tap('split-order')
    await shop().settled()
    await shop().chooseCoupon('配送费立减3元券')
    const picked = await shop().chosen()
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    await shop().tap('pay')
    const events = await shop().sent(2)
    expect(events.map(({ props }) => [props['sub_order_id'], props['coupon_deduction']])).toEqual([
      [`${order_id}-1`, 3],
      [`${order_id}-1`, 3],
    ])
    expect(events[0]?.props['coupon']).toEqual({ coupon_id: picked.coupon_id, external: true })
  })

  test('another coupon than the best is the one that is reported', async () => {
    await shop().inCheckout(TEA)
    const best = await shop().chosen()
    await shop().chooseCoupon('银卡会员九折券')
    const picked = await shop().chosen()
    expect(picked).toMatchObject({ coupon_ins_name: '银卡会员九折券', coupon_deduction: 2.68 })
    expect(picked.coupon_ins_id).not.toBe(best.coupon_ins_id)
    const { order_id, events } = await shop().walkOn(1)
    expect(events).toEqual(expectedWalk([picked], order_id))
  })

  test('choosing none reports nothing, and costs the full price', async () => {
    await shop().inCheckout(TEA)
    await shop().settled()
    await shop().chooseCoupon('不使用优惠券')
    await eventually(() => shop().settled()).toContain('不使用优惠券')
    await eventually(() => shop().visible('pay-amount').innerText()).toBe('¥26.80')
    await shop().tap('give-order')
    await shop().orderId()
    await shop().tap('pay')
    await shop().state('已支付')
    await shop().goHome()
    // Had that order reported anything, it would have come before this one's.
    const next = await shop().giveOrder(TEA)
    await shop().sent(1)
    expect(await shop().eventIds()).toEqual([expect.stringContaining(next)])
  })
})
