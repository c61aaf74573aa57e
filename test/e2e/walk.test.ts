import type { Browser } from 'playwright-core'
import { userCoupons } from '../../miniprogram/shop/coupons'
import { shopChan } from '../../miniprogram/shop/chan'
import { judge } from '../../simulator/server/judge'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { openShop, type Shop } from './shop'

jest.setTimeout(90_000)

const TEA = 'AOdjf7u'
const [first, second] = userCoupons

const member = {
  app_id: 'touristappid',
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
  local_id: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/),
}

/** The whole event that the collector must hold; `rest` says what differs from step to step. */
const expected = (
  action_type: string,
  coupon: (typeof userCoupons)[number] | undefined,
  order_id: string,
  rest: object,
) => ({
  type: 'consume_coupon',
  props: {
    action_type,
    coupon: { coupon_id: coupon?.coupon_id, external: true },
    coupon_instance: {
      coupon_ins_id: coupon?.coupon_ins_id,
      coupon_ins_name: coupon?.coupon_ins_name,
    },
    order_id,
    sr_sdk_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    time: expect.stringMatching(/^\d{13}$/),
    wx_user: member,
    chan: { chan_wxapp_scene: 1001, ...shopChan },
    extra: { event_id: `${action_type}/${order_id}/${coupon?.coupon_ins_id}` },
    ...rest,
  },
})

const atCheckout = { page: `pages/checkout?sku_id=${TEA}`, page_title: '确认订单' }
const atOrder = (order_id: string) => ({
  page: `pages/order?order_id=${order_id}`,
  page_title: '订单详情',
})

inBrowser('The walk through the shop', () => {
  let browser: Browser
  let simulator: Simulator
  let shop: Shop

  beforeAll(async () => {
    browser = await openBrowser()
    simulator = await startSimulator({ port: 0 })
  })
  afterAll(async () => {
    await browser.close()
    await simulator.close()
  })
  beforeEach(async () => {
    shop = await openShop({ browser, simulator })
  })
  afterEach(() => shop.close())

  test('order, pay, refund with one coupon: three valid events, each field as it was', async () => {
    await shop.visible(`sku-${TEA}`).waitFor()
    await shop.enterAgain('1047', 'scene=chan_id%3Dposter-7')
    const order_id = await shop.giveOrder(TEA)
    await shop.sent(1)
    await shop.tap('pay')
    await shop.sent(2)
    await shop.tap('refund')
    const events = await shop.sent(3)

    const chan = { chan_wxapp_scene: 1047, chan_id: 'poster-7', ...shopChan }
    const taken = { coupon_deduction: 3, chan }
    expect(events).toEqual([
      expected('pre_consume', first, order_id, { ...taken, ...atCheckout }),
      expected('consume', first, order_id, { ...taken, ...atOrder(order_id) }),
      expected('refund_consume', first, order_id, { ...taken, ...atOrder(order_id) }),
    ])
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

  test('two coupons: two of each event, each with its own deduction', async () => {
    const order_id = await shop.giveOrder(TEA, ['use-coupon', 'use-coupon-2'])
    await shop.sent(2)
    await shop.tap('pay')
    await shop.sent(4)
    await shop.tap('refund')
    const events = await shop.sent(6)

    // 26.80 yuan: first 3 yuan off, then a tenth of the 23.80 that are left.
    const pair = (action: string, where: object) => [
      expected(action, first, order_id, { coupon_deduction: 3, ...where }),
      expected(action, second, order_id, { coupon_deduction: 2.38, ...where }),
    ]
    expect(events).toEqual([
      ...pair('pre_consume', atCheckout),
      ...pair('consume', atOrder(order_id)),
      ...pair('refund_consume', atOrder(order_id)),
    ])
  })

  test('a split order reports each sub-order with its share, and never the whole order', async () => {
    await shop.inCheckout(TEA)
    await shop.tap('split-order')
    await shop.tap('use-coupon')
    await shop.tap('give-order')
    const order_id = await shop.orderId()
    const props = (await shop.sent(2)).map((event) => event.props)
    expect(props.map(({ sub_order_id }) => sub_order_id)).toEqual([
      `${order_id}-1`,
      `${order_id}-2`,
    ])
    expect(props.some((one) => 'order_id' in one)).toBe(false)
    const shares = props.map(({ coupon_deduction }) => Number(coupon_deduction) * 100)
    expect(Math.round(shares.reduce((sum, share) => sum + share, 0))).toBe(300)
    expect(shares.every((share) => share > 0)).toBe(true)
  })

  test('the coupon card that places the order is named as the component', async () => {
    await shop.tap(`sku-${TEA}`)
    await shop.tap('order-at-once')
    const [event] = await shop.sent(1)
    expect(event?.props).toMatchObject({
      page: `pages/product?sku_id=${TEA}`,
      page_title: '云雾乌龙',
      component: { component_name: '优惠券卡片' },
    })
  })

  test('paying twice, and once more after a restart, reports nothing new', async () => {
    const order_id = await shop.giveOrder(TEA)
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
    const ids = (await shop.events()).map(({ props }) => props.extra.event_id)
    expect(ids).toEqual(
      ['pre_consume', 'consume', 'refund_consume'].map(
        (action) => `${action}/${order_id}/${first?.coupon_ins_id}`,
      ),
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
    const ids = (await shop.sent(2)).map(({ props }) => props.extra.event_id)
    expect(ids).toEqual([order_id, next].map((id) => `pre_consume/${id}/${first?.coupon_ins_id}`))
  })

  test('killed at the very tap while offline, the event arrives after a restart online, once', async () => {
    await shop.inCheckout(TEA)
    await shop.tap('use-coupon')
    await shop.choose('offline')
    await shop.tapAndDie('give-order')
    await shop.visible(`sku-${TEA}`).waitFor()
    expect(await shop.requests()).toEqual([])
    await shop.press('kill')
    await shop.choose('ok')
    const [event] = await shop.sent(1)
    expect(event?.props).toMatchObject({ action_type: 'pre_consume', ...atCheckout })
    await shop.press('kill')
    await shop.giveOrder(TEA, [])
    await shop.goHome()
    const next = await shop.giveOrder(TEA, ['use-coupon-2'])
    const ids = (await shop.sent(2)).map(({ props }) => props.extra.event_id)
    expect(ids).toEqual([event?.props.extra.event_id, expect.stringContaining(next)])
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
})
