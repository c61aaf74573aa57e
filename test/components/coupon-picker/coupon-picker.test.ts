/** @jest-environment jsdom */
import { CART, renderPicker, gatewayCoupon } from './render-picker'

const usable = gatewayCoupon({ id: '1', deduction: 8 }, { desc: '限堂食' })
const other = gatewayCoupon({ id: '2', deduction: 5 }, { title: '另一张' })
const unknown = gatewayCoupon({
  id: '3',
  usable: 'unknown',
  reason_text: '由店员核对',
  deduction: 0,
})
const unusable = gatewayCoupon({
  id: '4',
  usable: false,
  reason_text: '还差 48.00 元',
  deduction: 0,
})
const answer = { best: '1', coupons: [usable, other, unknown, unusable] }
const coupon = (id: string, title: string, coupon_deduction: number) => ({
  coupon: {
    coupon_id: '390913441022870001',
    coupon_ins_id: id,
    coupon_ins_name: title,
    coupon_deduction,
  },
  deduction: coupon_deduction,
})

test('the picker requests the coupons of its cart', async () => {
  const { requested } = await renderPicker(() => answer)
  expect(requested).toEqual([
    [
      '/usable-coupons',
      expect.objectContaining({
        type_cate: 1,
        trade_marks: [expect.objectContaining({ num: 3, trade_mark: 'tea' })],
      }),
    ],
  ])
})

test('ready: the best is selected and emitted, and every coupon shows what the gateway decided', async () => {
  const { emitted, texts, all } = await renderPicker(() => answer)
  expect(emitted).toEqual([
    ['state', { state: 'loading' }],
    ['change', coupon('1', '满58减8元券', 8)],
    ['state', { state: 'ready' }],
  ])
  expect(texts('.row-off')).toEqual(['−¥8'])
  expect(texts('.tab')).toEqual(['可用 (2)', '不可用 (1)'])
  expect(texts('.title')).toEqual(['满58减8元券', '另一张', '满58减8元券'])
  expect(texts('.tag--best')).toEqual(['最优'])
  expect(texts('.tag--unknown')).toEqual(['待门店确认'])
  expect(texts('.reason')).toEqual(['由店员核对'])
  expect(all('.card--checked')).toHaveLength(1)
})

test('unusable: the other tab gives the reasons', async () => {
  const { tap, texts } = await renderPicker(() => answer)
  await tap('.tab', 1)
  expect(texts('.reason')).toEqual(['还差 48.00 元'])
  await tap('.body')
  expect(texts('.row-off')).toEqual(['−¥8'])
})

test('a tap selects another coupon, and none', async () => {
  const { tap, emitted, texts } = await renderPicker(() => answer)
  await tap('.body', 1)
  await tap('.none')
  await tap('.body', 2)
  expect(emitted.slice(3)).toEqual([
    ['change', coupon('2', '另一张', 5)],
    ['change', { coupon: null, deduction: 0 }],
  ])
  expect(texts('.row-choice')).toEqual(['不使用优惠券'])
})

test('rules are read on demand, without selecting', async () => {
  const { tap, texts, emitted } = await renderPicker(() => answer)
  expect(texts('.rules')).toEqual([])
  await tap('.rules-button')
  expect(texts('.rules')).toEqual(['限堂食'])
  expect(emitted).toHaveLength(3)
})

test('the row opens and closes the panel', async () => {
  const { tap, all } = await renderPicker(() => answer, { expanded: false })
  expect(all('.panel')).toHaveLength(0)
  await tap('.row')
  expect(all('.card')).toHaveLength(3)
  await tap('.row')
  expect(all('.panel')).toHaveLength(0)
})

test('loading: outlines of cards, and no selection yet', async () => {
  const { all, emitted, texts } = await renderPicker(() => new Promise(() => {}))
  expect(all('.card-shape')).toHaveLength(3)
  expect(emitted).toEqual([['state', { state: 'loading' }]])
  expect(texts('.row-choice')).toEqual(['正在计算…'])
})

test('empty: the message is that there is none', async () => {
  const { texts, emitted } = await renderPicker(() => ({ best: null, coupons: [] }))
  expect(texts('.message-title')).toEqual(['暂无优惠券'])
  expect(emitted.at(-1)).toEqual(['state', { state: 'empty' }])
})

test('failed: the message gives the reason, and a retry requests again', async () => {
  const refusals = [Object.assign(new Error('HTTP 403'), { status: 403 })]
  const { texts, emitted, tap } = await renderPicker(() => {
    const refusal = refusals.pop()
    if (refusal) throw refusal
    return answer
  })
  expect(texts('.message-title')).toEqual(['没能取到优惠券'])
  expect(emitted.at(-1)).toEqual(['state', { state: 'failed' }])
  await tap('.retry')
  expect(emitted.at(-1)).toEqual(['state', { state: 'ready' }])
})

test.each([
  ['no kind of order', { ...CART, type_cate: 'takeaway' }],
  ['no goods', { type_cate: 1 }],
  ['a price that is none', { ...CART, trade_marks: [{ num: 1, trade_mark: 'tea', price: 'x' }] }],
])('a cart with %s is a failure with a text, and nothing is thrown', async (_, cart) => {
  const { set, texts, emitted } = await renderPicker(() => answer)
  // The plugin logs for the developer; the picker shows a text to the user.
  const logged = jest.spyOn(console, 'error').mockImplementation()
  await set({ cart })
  logged.mockRestore()
  expect(texts('.message-text')[0]).toContain('商品信息不完整')
  expect(emitted.slice(-2)).toEqual([
    ['change', { coupon: null, deduction: 0 }],
    ['state', { state: 'failed' }],
  ])
})

test('a cart of the same content is not requested again', async () => {
  const { set, requested, emitted } = await renderPicker(() => answer)
  await set({ cart: JSON.parse(JSON.stringify(CART)) as object })
  expect([requested, emitted]).toEqual([
    expect.objectContaining({ length: 1 }),
    expect.objectContaining({ length: 3 }),
  ])
})

test('a cart that is there from the start is requested once, and the loading is emitted', async () => {
  const { requested, emitted } = await renderPicker(() => answer, { cart: CART })
  expect(requested).toHaveLength(1)
  expect(emitted[0]).toEqual(['state', { state: 'loading' }])
})

test('when the page is shown again, or turned, the picker is drawn anew and emits nothing', async () => {
  const { picker, drawn, emitted, set } = await renderPicker(() => answer)
  for (const moment of ['show', 'resize']) {
    const before = drawn.length
    picker.triggerPageLifeTime(moment, { size: {} })
    await set({})
    expect(drawn.length).toBeGreaterThan(before)
  }
  expect(emitted).toHaveLength(3)
})

test('a picker that left the page ignores its answer', async () => {
  let reply: (body: unknown) => void = () => undefined
  const { picker, emitted, set } = await renderPicker(() => new Promise((done) => (reply = done)))
  picker.detach()
  reply(answer)
  await set({})
  expect(emitted).toEqual([['state', { state: 'loading' }]])
})

test.each(['auto', 'light', 'dark'])('the theme is %s where the host sets it', async (theme) => {
  const { all } = await renderPicker(() => answer, { theme })
  expect(all(`.picker--${theme}`)).toHaveLength(1)
})

test('an unknown theme is as the phone is set', async () => {
  const { all } = await renderPicker(() => answer, { theme: 'purple' })
  expect(all('.picker--auto')).toHaveLength(1)
})

test('markup in a title is text', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const { texts, all } = await renderPicker(() => ({
    best: '1',
    coupons: [gatewayCoupon({}, { title, coupon_label: '<b>x</b>', desc: '<script>1</script>' })],
  }))
  expect(texts('.title')).toEqual([title])
  expect(all('img')).toHaveLength(0)
  expect(document.querySelectorAll('img, b, script')).toHaveLength(0)
})

test('an id beyond 2^53 comes out digit for digit, and an amount as text as a number', async () => {
  const id = '92233720368547758079'
  const { emitted } = await renderPicker(() => ({
    best: id,
    coupons: [gatewayCoupon({ id, coupon_id: '9007199254740993', deduction: '6.50' })],
  }))
  expect(emitted[1]).toEqual([
    'change',
    {
      coupon: {
        coupon_id: '9007199254740993',
        coupon_ins_id: id,
        coupon_ins_name: '满58减8元券',
        coupon_deduction: 6.5,
      },
      deduction: 6.5,
    },
  ])
})

test('5,000 coupons build fewer than 100 cards, drawn in pieces of less than 60 KB', async () => {
  const coupons = Array.from({ length: 5000 }, (_, i) => gatewayCoupon({ id: `${i + 1}` }))
  const { all, scroll, drawn, texts } = await renderPicker(() => ({ best: '1', coupons }))
  expect(all('.card').length).toBeLessThan(100)
  expect(texts('.tab')[0]).toBe('可用 (5000)')
  for (const top of [9000, 320_000, 700_000, 0]) {
    await scroll(top)
    expect(all('.card').length).toBeGreaterThanOrEqual(20)
    expect(all('.card').length).toBeLessThan(100)
  }
  expect(Math.max(...drawn)).toBeLessThan(60_000)
})
