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
    async says(state: string, choice?: object) {
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

test('asks the picker about the cart: store, goods with prices in yuan, discount and delivery fee', async () => {
  const { page, picker: asked } = open(new Map([['branch', 'shanlan-chengxi']]))
  await tap(page, '#split-order >>> .van-switch')
  await tap(page, '#member-coupon >>> .van-switch')
  expect(asked.cart()).toEqual({
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

test('takes off what the picker says, and what it says next, and nothing when it says none', async () => {
  const { page, picker: shown } = open()
  await shown.says('ready', best)
  expect(toPay(page)).toBe('¥22.80')
  await shown.says('ready', { coupon: { ...best.coupon, coupon_deduction: 2.68 }, deduction: 2.68 })
  expect(toPay(page)).toBe('¥24.12')
  await shown.says('ready', none)
  expect(toPay(page)).toBe('¥26.80')
})

test('gives the order once, however often the button is tapped, with the coupon as it was picked', async () => {
  const { page, tracker, went, picker: shown } = open()
  await shown.says('ready', best)
  await give(page)
  await give(page)
  const [told, ...more] = tracker.told
  expect(more).toEqual([])
  expect(told?.coupons).toEqual([best.coupon])
  expect(went).toEqual([`/pages/order?order_id=${told?.order_id}`])
})

test('what the picker says after the order was given orders nothing more', async () => {
  const { page, tracker, picker: shown } = open()
  await give(page)
  await shown.says('ready', best)
  page.instance['setQuantity']?.({ detail: 2 })
  await shown.says('loading')
  await shown.says('ready', none)
  expect(tracker.told).toHaveLength(1)
})

test('orders in the very task of the tap once the picker has answered', async () => {
  const { page, tracker, picker: shown } = open()
  await shown.says('ready', best)
  page.instance['giveOrder']?.()
  expect(tracker.told).toHaveLength(1)
})

test.each(['ready', 'stale', 'empty'])(
  'an order given while the picker loads waits, and goes when it is %s',
  async (state) => {
    const { page, tracker, picker: shown } = open()
    await shown.says('loading')
    await give(page)
    await give(page)
    expect(tracker.told).toEqual([])
    expect(page.querySelector('#give-order >>> .van-loading')).toBeDefined()
    const choice = state === 'empty' ? none : best
    await shown.says(state, choice)
    expect(tracker.told.map(({ coupons }) => coupons)).toEqual([
      choice.coupon ? [choice.coupon] : [],
    ])
  },
)

test('where the picker gets no answer nobody is charged the full price unasked: the next tap orders', async () => {
  const { page, tracker, toasts, picker: shown } = open()
  await give(page)
  await shown.says('failed', none)
  expect(tracker.told).toEqual([])
  expect(toasts).toEqual([expect.stringContaining('再点一次')])
  await give(page)
  expect(tracker.told.map(({ coupons }) => coupons)).toEqual([[]])
})

test('an order that waits is forgotten when the user leaves', async () => {
  const { page, tracker, picker: shown } = open()
  await give(page)
  page.instance['onUnload']?.()
  await shown.says('ready', best)
  expect(tracker.told).toEqual([])
})

test('the member coupon goes with the picked one: two coupons on one order', async () => {
  const { page, tracker, picker: shown } = open()
  await tap(page, '#member-coupon >>> .van-switch')
  await shown.says('ready', best)
  expect(toPay(page)).toBe('¥19.80')
  await give(page)
  expect(tracker.told[0]?.coupons.map((each) => [each.coupon_id, each.coupon_deduction])).toEqual([
    ['SL-WELCOME-300', 3],
    ['390913441022870025', 4],
  ])
})

test('the member coupon cannot be used while another order holds it', async () => {
  const { page, storage, picker: shown } = open()
  await tap(page, '#member-coupon >>> .van-switch')
  await shown.says('ready', none)
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
  await shown.says('ready', best)
  await give(page)
  expect(new Set(tracker.told[0]?.coupons.map((each) => each.sub_order_id)).size).toBe(2)
})

test('more pieces are another cart and another price', async () => {
  const { page, picker: asked } = open()
  page.instance['setQuantity']?.({ detail: 6 })
  await drawn()
  expect(asked.cart()).toMatchObject({ trade_marks: [{ num: 6 }] })
  expect(toPay(page)).toBe('¥160.80')
})

test('goods that nobody knows have no checkout', () => {
  const { page } = open(undefined, 'nothing')
  expect(words(page)).toContain('没有要结算的商品')
})
