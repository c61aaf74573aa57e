/** @jest-environment jsdom */
import { drawn, openPage, type Rendered, tap, words } from './render'
import { startShop } from './start-shop'

const best = {
  coupon: {
    coupon_id: '390913441022870025',
    coupon_ins_id: '610000000000000025',
    coupon_ins_name: '湖滨店专享4元券',
    coupon_deduction: 4,
  },
  deduction: 4,
}
const none = { coupon: null, deduction: 0 }

/** The coupon picker, as far as the page sees it. */
const picker = (page: Rendered) => {
  const element = () => {
    const found = page.querySelector('#picker')
    if (!found) throw new Error('there is no picker')
    return found
  }
  return {
    cart: () => element().instance.data['cart'],
    async shows(state: string, choice?: object) {
      if (choice) element().dispatchEvent('change', { detail: choice })
      element().dispatchEvent('state', { detail: { state } })
      await drawn()
    },
  }
}

const open = (storage?: Map<string, unknown>, sku_id = 'AOdjf7u') => {
  const shop = startShop(storage)
  const page = openPage('pages/checkout', { sku_id })
  return { ...shop, page, picker: picker(page) }
}
const give = (page: Rendered) => tap(page, '#give-order >>> .van-button')
const toPay = (page: Rendered) => words(page, '#pay-amount')

test('gives the picker the cart: store, goods with prices in yuan, discount and delivery fee', async () => {
  const { page, picker: shown } = open(new Map([['branch', 'shanlan-chengxi']]))
  await tap(page, '#split-order >>> .van-switch')
  await tap(page, '#member-coupon >>> .van-switch')
  expect(shown.cart()).toEqual({
    multi_mark: 'shanlan-chengxi',
    type_cate: 3,
    trade_marks: [
      { num: 1, trade_mark: 'AOdjf7u', price: 26.8 },
      { num: 1, trade_mark: 'FGh9s2b', price: 19.9 },
    ],
    discount_price: 3,
    delivery_fee: 5,
  })
  expect(toPay(page)).toBe('¥48.70')
})

test('takes off what the picker emits, and what it emits next, and nothing when it emits none', async () => {
  const { page, picker: shown } = open()
  await shown.shows('ready', best)
  expect(toPay(page)).toBe('¥22.80')
  await shown.shows('ready', {
    coupon: { ...best.coupon, coupon_deduction: 2.68 },
    deduction: 2.68,
  })
  expect(toPay(page)).toBe('¥24.12')
  await shown.shows('ready', none)
  expect(toPay(page)).toBe('¥26.80')
})

test('gives the order once, however often the button is tapped, with the coupon as it was picked', async () => {
  const { page, tracker, went, picker: shown } = open()
  await shown.shows('ready', best)
  await give(page)
  await give(page)
  const [change, ...more] = tracker.reported
  expect(more).toEqual([])
  expect(change?.coupons).toEqual([best.coupon])
  expect(went).toEqual([`/pages/order?order_id=${change?.order_id}`])
})

test('what the picker emits after the order was given orders nothing more', async () => {
  const { page, tracker, picker: shown } = open()
  await give(page)
  await shown.shows('ready', best)
  page.instance['setQuantity']?.({ detail: 2 })
  await shown.shows('loading')
  await shown.shows('ready', none)
  expect(tracker.reported).toHaveLength(1)
})

test('orders in the very task of the tap once the picker has answered', async () => {
  const { page, tracker, picker: shown } = open()
  await shown.shows('ready', best)
  page.instance['giveOrder']?.()
  expect(tracker.reported).toHaveLength(1)
})

test.each(['ready', 'stale', 'empty'])(
  'an order given while the picker loads waits, and goes when it is %s',
  async (state) => {
    const { page, tracker, picker: shown } = open()
    await shown.shows('loading')
    await give(page)
    await give(page)
    expect(tracker.reported).toEqual([])
    expect(page.querySelector('#give-order >>> .van-loading')).toBeDefined()
    const choice = state === 'empty' ? none : best
    await shown.shows(state, choice)
    expect(tracker.reported.map(({ coupons }) => coupons)).toEqual([
      choice.coupon ? [choice.coupon] : [],
    ])
  },
)

describe('where the picker gets no answer', () => {
  const couponIds = ({ tracker }: ReturnType<typeof startShop>) =>
    tracker.reported.map(({ coupons }) => coupons.map(({ coupon_id }) => coupon_id))
  /** A phone on which another order holds the member's coupon. */
  const withHeldCoupon = async () => {
    const { page, storage, picker: shown } = open()
    await tap(page, '#member-coupon >>> .van-switch')
    await shown.shows('ready', none)
    await give(page)
    return open(storage)
  }

  test("an order that waits goes with the member's own coupon, and the user is informed", async () => {
    const shop = open()
    await give(shop.page)
    await shop.picker.shows('failed', none)
    expect(couponIds(shop)).toEqual([['SL-WELCOME-300']])
    expect(shop.toasts).toEqual(['优惠券没有加载出来，先用见面礼立减券'])
  })

  test('before the tap, the price already has it', async () => {
    const shop = open()
    await shop.picker.shows('failed', none)
    expect(toPay(shop.page)).toBe('¥23.80')
    expect(shop.picker.cart()).toMatchObject({ discount_price: 3 })
    await shop.picker.shows('loading')
    await shop.picker.shows('failed', none)
    await give(shop.page)
    expect(couponIds(shop)).toEqual([['SL-WELCOME-300']])
    expect(shop.toasts).toHaveLength(1)
  })

  test('a user who switches it off is left alone, and orders at the full price with a second tap', async () => {
    const shop = open()
    await shop.picker.shows('failed', none)
    await tap(shop.page, '#member-coupon >>> .van-switch')
    await shop.picker.shows('failed', none)
    expect(toPay(shop.page)).toBe('¥26.80')
    await give(shop.page)
    expect(shop.tracker.reported).toEqual([])
    expect(shop.toasts.slice(1)).toEqual([expect.stringContaining('再点一次')])
    await give(shop.page)
    expect(couponIds(shop)).toEqual([[]])
  })

  test.each(['before the tap', 'after the tap'])(
    'and the coupon is on another order, a failure %s orders at the full price only with a further tap',
    async (moment) => {
      const shop = await withHeldCoupon()
      if (moment === 'after the tap') await give(shop.page)
      await shop.picker.shows('failed', none)
      if (moment === 'before the tap') await give(shop.page)
      expect(shop.tracker.reported).toEqual([])
      expect(shop.toasts).toEqual([expect.stringContaining('再点一次')])
      await give(shop.page)
      expect(couponIds(shop)).toEqual([[]])
    },
  )

  test('and answers later, the order goes with what it answers', async () => {
    const shop = await withHeldCoupon()
    await shop.picker.shows('failed', none)
    await shop.picker.shows('ready', best)
    await give(shop.page)
    expect(couponIds(shop)).toEqual([['390913441022870025']])
  })
})

test('an order that waits is forgotten when the user leaves', async () => {
  const { page, tracker, picker: shown } = open()
  await give(page)
  page.instance['onUnload']?.()
  await shown.shows('ready', best)
  expect(tracker.reported).toEqual([])
})

test('the member coupon goes with the picked one: two coupons on one order', async () => {
  const { page, tracker, picker: shown } = open()
  await tap(page, '#member-coupon >>> .van-switch')
  await shown.shows('ready', best)
  expect(toPay(page)).toBe('¥19.80')
  await give(page)
  expect(
    tracker.reported[0]?.coupons.map((each) => [each.coupon_id, each.coupon_deduction]),
  ).toEqual([
    ['SL-WELCOME-300', 3],
    ['390913441022870025', 4],
  ])
})

test('the member coupon cannot be used while another order holds it', async () => {
  const { page, storage, picker: shown } = open()
  await tap(page, '#member-coupon >>> .van-switch')
  await shown.shows('ready', none)
  await give(page)
  const next = open(storage)
  expect(words(next.page)).toContain('已用在另一笔订单')
  await tap(next.page, '#member-coupon >>> .van-switch')
  expect(toPay(next.page)).toBe('¥26.80')
})

test('a split order adds the box and names two sub-orders', async () => {
  const { page, tracker, picker: shown } = open()
  await tap(page, '#split-order >>> .van-switch')
  expect(words(page)).toContain('桂花糕礼盒')
  await shown.shows('ready', best)
  await give(page)
  expect(new Set(tracker.reported[0]?.coupons.map((each) => each.sub_order_id)).size).toBe(2)
})

test('more pieces are another cart and another price', async () => {
  const { page, picker: shown } = open()
  page.instance['setQuantity']?.({ detail: 6 })
  await drawn()
  expect(shown.cart()).toMatchObject({ trade_marks: [{ num: 6 }] })
  expect(toPay(page)).toBe('¥160.80')
})

test('unknown goods have no checkout', () => {
  const { page } = open(undefined, 'nothing')
  expect(words(page)).toContain('没有要结算的商品')
})
