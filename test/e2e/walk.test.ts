import type { Browser } from 'playwright-core'
import { findBranch } from '../../miniprogram/shop/branches'
import { chanOf } from '../../miniprogram/shop/chan'
import { memberCoupon } from '../../miniprogram/shop/member-coupon'
import { judge } from '../../simulator/server/judge'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { openShop, type Shop, type Shown } from './shop'
import { until } from './until'

jest.setTimeout(90_000)

const TEA = 'AOdjf7u'
const STEPS = ['pre_consume', 'consume', 'refund_consume'] as const

const hubin = chanOf(findBranch('shanlan-hubin'))
const chengxi = chanOf(findBranch('shanlan-chengxi'))

const member = {
  app_id: 'touristappid',
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
  local_id: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/),
}

/** The member's own coupon as it is told; it takes off three yuan. */
const welcome: Shown = {
  coupon_id: memberCoupon.coupon_id,
  coupon_ins_id: memberCoupon.coupon_ins_id,
  coupon_ins_name: memberCoupon.coupon_ins_name,
  coupon_deduction: 3,
}

/** The whole event that the collector must hold; `rest` says what differs from step to step. */
const expected = (action_type: string, coupon: Shown, order_id: string, rest: object = {}) => ({
  type: 'consume_coupon',
  props: {
    action_type,
    coupon: { coupon_id: coupon.coupon_id, external: true },
    coupon_instance: {
      coupon_ins_id: coupon.coupon_ins_id,
      coupon_ins_name: coupon.coupon_ins_name,
    },
    coupon_deduction: coupon.coupon_deduction,
    order_id,
    sr_sdk_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    time: expect.stringMatching(/^\d{13}$/),
    wx_user: member,
    chan: { chan_wxapp_scene: 1001, ...hubin },
    extra: { event_id: `${action_type}/${order_id}/${coupon.coupon_ins_id}` },
    ...rest,
  },
})

const atCheckout = { page: `pages/checkout?sku_id=${TEA}`, page_title: '确认订单' }
const atOrder = (order_id: string) => ({
  page: `pages/order?order_id=${order_id}`,
  page_title: '订单详情',
})

/** The walk's events for these coupons: each step tells each coupon, from the page where it was taken. */
const walk = (coupons: readonly Shown[], order_id: string, rest: object = {}) =>
  STEPS.flatMap((action) =>
    coupons.map((coupon) =>
      expected(action, coupon, order_id, {
        ...(action === 'pre_consume' ? atCheckout : atOrder(order_id)),
        ...rest,
      }),
    ),
  )

const fenOf = (yuan: unknown) => Math.round(Number(yuan) * 100)

inBrowser('The walk through the shop', () => {
  let browser: Browser
  let simulator: Simulator
  let shop: Shop

  beforeAll(async () => {
    browser = await openBrowser()
    simulator = await startSimulator({ port: 0, slowMs: 1500 })
  })
  afterAll(async () => {
    await browser.close()
    await simulator.close()
  })
  beforeEach(async () => {
    shop = await openShop({ browser, simulator })
  })
  afterEach(() => shop.close())

  /** The coupon that the picker shows; there must be one. */
  const shown = async (): Promise<Shown> => {
    const coupon = await shop.shown()
    if (!coupon) throw new Error('the picker shows no coupon')
    return coupon
  }
  /** From the checkout to the refund, each step after the events of the one before it. */
  const walkOn = async (each: number) => {
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    await shop.sent(each)
    await shop.tap('pay')
    await shop.sent(2 * each)
    await shop.tap('refund')
    return { order_id, events: await shop.sent(3 * each) }
  }
  const eventIds = async () => (await shop.events()).map(({ props }) => props.extra.event_id)

  test("order, pay, refund with the picker's best: three valid events, each field as it was", async () => {
    await shop.visible(`sku-${TEA}`).waitFor()
    await shop.enterAgain('1047', 'scene=chan_id%3Dposter-7')
    await shop.inCheckout(TEA)
    const best = await shown()
    expect(best.coupon_ins_id).toBe((await shop.judged())[0]?.id)
    const { order_id, events } = await walkOn(1)

    const chan = { chan_wxapp_scene: 1047, chan_id: 'poster-7', ...hubin }
    expect(events).toEqual(walk([best], order_id, { chan }))
    expect(judge(events, new Set()).flatMap(({ issues }) => issues)).toEqual([])

    const requests = await shop.requests()
    expect(requests).toHaveLength(3)
    for (const { at, query, stored } of requests) {
      expect(stored).toBe(true)
      expect(new Set(Object.keys(query))).toEqual(new Set(['app_id', 'nonce', 'timestamp']))
      expect(query['app_id']).toBe('bi0000000000demo')
      expect(Math.abs(Number(query['timestamp']) - at / 1000)).toBeLessThan(10)
      expect(query['nonce']).toMatch(/^\w{1,32}$/)
    }
    expect(new Set(requests.map(({ query }) => query['nonce'])).size).toBe(3)
    expect(shop.complaints).toEqual([])
  })

  test('a tap on the picker changes nothing about that: one coupon, the one that is shown', async () => {
    await shop.inCheckout(TEA)
    await shop.settled()
    await shop.tap('use-coupon')
    const picked = await shown()
    const { order_id, events } = await walkOn(1)
    expect(events).toEqual(walk([picked], order_id))
    expect(shop.complaints).toEqual([])
  })

  test('a tap on the picker and at once one on the button still use exactly one coupon', async () => {
    await shop.inCheckout(TEA)
    await shop.tap('use-coupon')
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    const [event] = await shop.sent(1)
    const known = (await shop.judged()).find(
      ({ id }) => id === event?.props.extra.event_id.split('/')[2],
    )
    expect(known?.usable).toBe(true)
    await shop.tap('pay')
    await shop.sent(2)
    expect(await eventIds()).toEqual(
      ['pre_consume', 'consume'].map((action) => `${action}/${order_id}/${known?.id}`),
    )
  })

  test('an order given while the picker asks waits for its coupon; a second tap orders nothing more', async () => {
    await shop.setGatewayMode('slow')
    await shop.inCheckout(TEA)
    await shop.tap('give-order')
    await shop.tap('give-order')
    expect(await shop.events()).toEqual([])
    const order_id = await shop.orderId()
    const best = (await shop.judged())[0]
    await shop.sent(1)
    await shop.tap('pay')
    await shop.sent(2)
    expect(await eventIds()).toEqual(
      ['pre_consume', 'consume'].map((action) => `${action}/${order_id}/${best?.id}`),
    )
    await shop.goHome()
    await shop.tap('show-orders')
    expect(await shop.visible('show-orders').innerText()).toBe('我的订单 1')
  })

  test("with the member's own coupon on top: two of each event, each with its own deduction", async () => {
    await shop.inCheckout(TEA)
    await shop.tap('member-coupon')
    const picked = await shown()
    const { order_id, events } = await walkOn(2)
    expect(events).toEqual(walk([welcome, picked], order_id))
    expect(shop.complaints).toEqual([])
  })

  test('in the delivering store: its channel, its fee on the cart, its coupons', async () => {
    await shop.tap('store-shanlan-chengxi')
    await shop.inCheckout(TEA)
    await shop.settled()
    const asked = (await shop.gatewayCalls()).filter(({ path }) => path === '/usable-coupons')
    expect(asked.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        multi_mark: 'shanlan-chengxi',
        type_cate: 3,
        delivery_fee: '5.00',
      }),
    ])
    await shop.chooseCoupon('免配送费券')
    const picked = await shown()
    expect(picked.coupon_deduction).toBe(5)
    expect(await shop.visible('pay-amount').innerText()).toBe('¥26.80')
    const { order_id, events } = await walkOn(1)
    expect(events).toEqual(
      walk([picked], order_id, { chan: { chan_wxapp_scene: 1001, ...chengxi } }),
    )
  })

  test('a split order reports each sub-order with its share, which add up to what was shown', async () => {
    await shop.inCheckout(TEA)
    await shop.tap('split-order')
    await shop.tap('member-coupon')
    await shop.settled()
    await shop.chooseCoupon('银卡会员九折券')
    const picked = await shown()
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    const props = (await shop.sent(4)).map((event) => event.props)
    expect(props.some((one) => 'order_id' in one)).toBe(false)
    for (const coupon of [welcome, picked]) {
      const told = props.filter(({ extra }) => extra.event_id.endsWith(coupon.coupon_ins_id))
      expect(told.map(({ sub_order_id }) => sub_order_id)).toEqual([
        `${order_id}-1`,
        `${order_id}-2`,
      ])
      const shares = told.map(({ coupon_deduction }) => fenOf(coupon_deduction))
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(fenOf(coupon.coupon_deduction))
      expect(Math.min(...shares)).toBeGreaterThan(0)
    }
  })

  test('a delivery-fee coupon on a split order is reported of the delivered sub-order alone', async () => {
    await shop.tap('store-shanlan-chengxi')
    await shop.inCheckout(TEA)
    await shop.tap('split-order')
    await shop.settled()
    await shop.chooseCoupon('配送费立减3元券')
    const picked = await shown()
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    await shop.tap('pay')
    const events = await shop.sent(2)
    expect(events.map(({ props }) => [props['sub_order_id'], props['coupon_deduction']])).toEqual([
      [`${order_id}-1`, 3],
      [`${order_id}-1`, 3],
    ])
    expect(events[0]?.props['coupon']).toEqual({ coupon_id: picked.coupon_id, external: true })
  })

  test('another coupon than the best is the one that is reported', async () => {
    await shop.inCheckout(TEA)
    const best = await shown()
    await shop.chooseCoupon('银卡会员九折券')
    const picked = await shown()
    expect(picked).toMatchObject({ coupon_ins_name: '银卡会员九折券', coupon_deduction: 2.68 })
    expect(picked.coupon_ins_id).not.toBe(best.coupon_ins_id)
    const { order_id, events } = await walkOn(1)
    expect(events).toEqual(walk([picked], order_id))
  })

  test('choosing none reports nothing, and costs the full price', async () => {
    await shop.inCheckout(TEA)
    await shop.settled()
    await shop.chooseCoupon('不使用优惠券')
    expect(await shop.shown()).toBeUndefined()
    expect(await shop.visible('pay-amount').innerText()).toBe('¥26.80')
    await shop.tap('give-order')
    await shop.orderId()
    await shop.tap('pay')
    await shop.state('已支付')
    await shop.goHome()
    // Had that order reported anything, it would have come before this one's.
    const next = await shop.giveOrder(TEA)
    await shop.sent(1)
    expect(await eventIds()).toEqual([expect.stringContaining(next)])
  })

  test('the card that places the order is named as the component', async () => {
    await shop.tap(`sku-${TEA}`)
    await shop.tap('order-at-once')
    const order_id = await shop.orderId()
    const events = await shop.sent(1)
    expect(events).toEqual([
      expected('pre_consume', welcome, order_id, {
        page: `pages/product?sku_id=${TEA}`,
        page_title: '云雾乌龙',
        component: { component_id: 'order-at-once', component_name: '一键下单卡片' },
      }),
    ])
  })

  test('paying twice, and once more after a restart, reports nothing new', async () => {
    await shop.inCheckout(TEA)
    const { coupon_ins_id } = await shown()
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    await shop.sent(1)
    await shop.tap('pay')
    await shop.sent(2)
    await shop.visible('refund').waitFor()
    await shop.tap('pay')
    await shop.press('kill')
    await shop.reopen(order_id)
    await shop.tap('pay')
    // Had the second and third tap reported anything, it would have come before this.
    await shop.tap('refund')
    await shop.sent(3)
    expect(await eventIds()).toEqual(
      STEPS.map((action) => `${action}/${order_id}/${coupon_ins_id}`),
    )
  })

  test('a closed payment sheet and a cancelled order report nothing', async () => {
    const order_id = await shop.giveOrder(TEA)
    await shop.sent(1)
    await shop.tap('cancel-pay')
    await shop.tap('cancel')
    await shop.state('已取消')
    await shop.goHome()
    const next = await shop.giveOrder(TEA)
    await shop.sent(2)
    expect(await eventIds()).toEqual([
      expect.stringContaining(`pre_consume/${order_id}/`),
      expect.stringContaining(`pre_consume/${next}/`),
    ])
  })

  test('killed at the very tap while offline, the event arrives after a restart online, once', async () => {
    await shop.inCheckout(TEA)
    const { coupon_ins_id } = await shown()
    await shop.choose('offline')
    await shop.tapAndDie('give-order')
    await shop.visible(`sku-${TEA}`).waitFor()
    expect(await shop.requests()).toEqual([])
    await shop.press('kill')
    await shop.choose('ok')
    const [event] = await shop.sent(1)
    expect(event?.props).toMatchObject({
      action_type: 'pre_consume',
      coupon_instance: { coupon_ins_id },
      ...atCheckout,
    })
    await shop.press('kill')
    const next = await shop.giveOrder(TEA)
    await shop.sent(2)
    expect(await eventIds()).toEqual([event?.props.extra.event_id, expect.stringContaining(next)])
  })

  test('when the answer is lost, the event is sent again under the same id', async () => {
    await shop.setMode('lose-answer')
    await shop.giveOrder(TEA)
    await shop.sent(1)
    await shop.setMode('ok')
    const [one, two, ...more] = (await shop.sent(2)).map(({ props }) => props.extra.event_id)
    expect(two).toBe(one)
    expect(more).toEqual([])
    await shop.page.locator('.chip', { hasText: 'duplicate' }).waitFor()
    expect(await shop.page.locator('[data-count=duplicates] b').innerText()).toBe('1')
  })

  test('a session that has ended is renewed without a word to the user', async () => {
    let ended = 0
    await shop.page.route('**/gateway/usable-coupons', (route) => {
      const headers = route.request().headers()
      ended += 1
      return route.continue(
        ended === 1 ? { headers: { ...headers, authorization: 'Bearer ended' } } : {},
      )
    })
    await shop.inCheckout(TEA)
    const best = await shown()
    const calls = await shop.gatewayCalls()
    expect(calls.map(({ path, status }) => [path, status])).toEqual([
      ['/sessions', 200],
      ['/usable-coupons', 401],
      ['/sessions', 200],
      ['/usable-coupons', 200],
    ])
    const { order_id, events } = await walkOn(1)
    expect(events).toEqual(walk([best], order_id))
  })

  test('where the gateway fails the picker says so, and the order goes without a coupon', async () => {
    await shop.setGatewayMode('http500')
    await shop.inCheckout(TEA)
    expect(await shop.settled()).toContain('获取失败')
    expect(await shop.visible('pay-amount').innerText()).toBe('¥26.80')
    await shop.tap('give-order')
    await shop.orderId()
    await shop.goHome()
    await shop.setGatewayMode('ok')
    const next = await shop.giveOrder(TEA)
    await shop.sent(1)
    expect(await eventIds()).toEqual([expect.stringContaining(next)])
  })

  test('an order given while the gateway fails is not charged in full unasked: the picker retries, and it goes', async () => {
    await shop.setGatewayMode('http500')
    await shop.inCheckout(TEA)
    await shop.tap('give-order')
    expect(await shop.settled()).toContain('获取失败')
    await shop.setGatewayMode('ok')
    await shop.picker().getByText('重试', { exact: true }).click()
    const best = await shown()
    const { order_id, events } = await walkOn(1)
    expect(events).toEqual(walk([best], order_id))
  })

  test('without a login the order waits on the phone, and is told once the user is known', async () => {
    await shop.choose('offline')
    await shop.press('kill')
    await shop.visible('login-again').waitFor()
    await shop.tap(`sku-${TEA}`)
    await shop.tap('order-at-once')
    const order_id = await shop.orderId()
    await shop.press('hide-show')
    await shop.choose('ok')
    expect(await shop.events()).toEqual([])
    await shop.press('hide-show')
    const [event, ...more] = await shop.sent(1)
    expect(more).toEqual([])
    expect(event?.props).toMatchObject({ order_id, wx_user: member })
    await until('the login to be done', async () =>
      (await shop.phone.locator('#login-again').count()) === 0 ? true : undefined,
    )
  })
})
