/** @jest-environment jsdom */
import { CART, renderPicker, written } from './render-picker'

const usable = written({ id: '1', deduction: 8 }, { desc: '限堂食' })
const other = written({ id: '2', deduction: 5 }, { title: '另一张' })
const unknown = written({ id: '3', usable: 'unknown', reason_text: '由店员核对', deduction: 0 })
const unusable = written({ id: '4', usable: false, reason_text: '还差 48.00 元', deduction: 0 })
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

test('the picker asks the gateway about its cart', async () => {
  const { asked } = await renderPicker(() => answer)
  expect(asked).toEqual([
    [
      '/usable-coupons',
      expect.objectContaining({
        type_cate: 1,
        trade_marks: [expect.objectContaining({ num: 3, trade_mark: 'tea' })],
      }),
    ],
  ])
})

test('ready: the best is chosen and told, and every coupon says what the gateway says of it', async () => {
  const { told, words, all } = await renderPicker(() => answer)
  expect(told).toEqual([
    ['state', { state: 'loading' }],
    ['change', coupon('1', '满58减8元券', 8)],
    ['state', { state: 'ready' }],
  ])
  expect(words('.row-off')).toEqual(['−¥8'])
  expect(words('.tab')).toEqual(['可用 (2)', '不可用 (1)'])
  expect(words('.title')).toEqual(['满58减8元券', '另一张', '满58减8元券'])
  expect(words('.tag--best')).toEqual(['最优'])
  expect(words('.tag--unknown')).toEqual(['待门店确认'])
  expect(words('.reason')).toEqual(['由店员核对'])
  expect(all('.card--checked')).toHaveLength(1)
})

test('unusable: the other tab gives the reasons', async () => {
  const { tap, words } = await renderPicker(() => answer)
  await tap('.tab', 1)
  expect(words('.reason')).toEqual(['还差 48.00 元'])
  await tap('.body')
  expect(words('.row-off')).toEqual(['−¥8'])
})

test('a tap chooses another coupon, and none', async () => {
  const { tap, told, words } = await renderPicker(() => answer)
  await tap('.body', 1)
  await tap('.none')
  await tap('.body', 2)
  expect(told.slice(3)).toEqual([
    ['change', coupon('2', '另一张', 5)],
    ['change', { coupon: null, deduction: 0 }],
  ])
  expect(words('.row-choice')).toEqual(['不使用优惠券'])
})

test('rules are read on demand, without choosing', async () => {
  const { tap, words, told } = await renderPicker(() => answer)
  expect(words('.rules')).toEqual([])
  await tap('.rules-button')
  expect(words('.rules')).toEqual(['限堂食'])
  expect(told).toHaveLength(3)
})

test('the row opens and closes the panel', async () => {
  const { tap, all } = await renderPicker(() => answer, { expanded: false })
  expect(all('.panel')).toHaveLength(0)
  await tap('.row')
  expect(all('.card')).toHaveLength(3)
  await tap('.row')
  expect(all('.panel')).toHaveLength(0)
})

test('loading: outlines of cards, and no word of a choice', async () => {
  const { all, told, words } = await renderPicker(() => new Promise(() => {}))
  expect(all('.card-shape')).toHaveLength(3)
  expect(told).toEqual([['state', { state: 'loading' }]])
  expect(words('.row-choice')).toEqual(['正在计算…'])
})

test('empty: it says that there is none', async () => {
  const { words, told } = await renderPicker(() => ({ best: null, coupons: [] }))
  expect(words('.words-title')).toEqual(['暂无优惠券'])
  expect(told.at(-1)).toEqual(['state', { state: 'empty' }])
})

test('failed: it says why in words, and a retry asks again', async () => {
  const refusals = [Object.assign(new Error('HTTP 403'), { status: 403 })]
  const { words, told, tap } = await renderPicker(() => {
    const refusal = refusals.pop()
    if (refusal) throw refusal
    return answer
  })
  expect(words('.words-title')).toEqual(['没能取到优惠券'])
  expect(told.at(-1)).toEqual(['state', { state: 'failed' }])
  await tap('.retry')
  expect(told.at(-1)).toEqual(['state', { state: 'ready' }])
})

test.each([
  ['no kind of order', { ...CART, type_cate: 'takeaway' }],
  ['no goods', { type_cate: 1 }],
  ['a price that is none', { ...CART, trade_marks: [{ num: 1, trade_mark: 'tea', price: 'x' }] }],
])('a cart with %s fails in words, and nothing is thrown', async (_, cart) => {
  const { set, words, told } = await renderPicker(() => answer)
  // The plugin tells the developer; the user is told by the picker.
  const complaint = jest.spyOn(console, 'error').mockImplementation()
  await set({ cart })
  complaint.mockRestore()
  expect(words('.words-text')[0]).toContain('商品信息不完整')
  expect(told.slice(-2)).toEqual([
    ['change', { coupon: null, deduction: 0 }],
    ['state', { state: 'failed' }],
  ])
})

test('a cart of the same content is not asked about again', async () => {
  const { set, asked, told } = await renderPicker(() => answer)
  await set({ cart: JSON.parse(JSON.stringify(CART)) as object })
  expect([asked, told]).toEqual([
    expect.objectContaining({ length: 1 }),
    expect.objectContaining({ length: 3 }),
  ])
})

test('a cart that is there from the start is asked about once, and the loading is heard', async () => {
  const { asked, told } = await renderPicker(() => answer, { cart: CART })
  expect(asked).toHaveLength(1)
  expect(told[0]).toEqual(['state', { state: 'loading' }])
})

test('when the page is shown again, or turned, the picker is drawn anew and tells nothing', async () => {
  const { picker, drawn, told, set } = await renderPicker(() => answer)
  for (const moment of ['show', 'resize']) {
    const before = drawn.length
    picker.triggerPageLifeTime(moment, { size: {} })
    await set({})
    expect(drawn.length).toBeGreaterThan(before)
  }
  expect(told).toHaveLength(3)
})

test('a picker that left the page hears no answer', async () => {
  let reply: (body: unknown) => void = () => undefined
  const { picker, told, set } = await renderPicker(() => new Promise((done) => (reply = done)))
  picker.detach()
  reply(answer)
  await set({})
  expect(told).toEqual([['state', { state: 'loading' }]])
})

test.each(['auto', 'light', 'dark'])('the theme is %s where it is asked for', async (theme) => {
  const { all } = await renderPicker(() => answer, { theme })
  expect(all(`.picker--${theme}`)).toHaveLength(1)
})

test('an unknown theme is as the phone is set', async () => {
  const { all } = await renderPicker(() => answer, { theme: 'purple' })
  expect(all('.picker--auto')).toHaveLength(1)
})

test('markup in a title is text', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const { words, all } = await renderPicker(() => ({
    best: '1',
    coupons: [written({}, { title, coupon_label: '<b>x</b>', desc: '<script>1</script>' })],
  }))
  expect(words('.title')).toEqual([title])
  expect(all('img')).toHaveLength(0)
  expect(document.querySelectorAll('img, b, script')).toHaveLength(0)
})

test('an id beyond 2^53 comes out digit for digit, and an amount as text as a number', async () => {
  const id = '92233720368547758079'
  const { told } = await renderPicker(() => ({
    best: id,
    coupons: [written({ id, coupon_id: '9007199254740993', deduction: '6.50' })],
  }))
  expect(told[1]).toEqual([
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
  const coupons = Array.from({ length: 5000 }, (_, i) => written({ id: `${i + 1}` }))
  const { all, scroll, drawn, words } = await renderPicker(() => ({ best: '1', coupons }))
  expect(all('.card').length).toBeLessThan(100)
  expect(words('.tab')[0]).toBe('可用 (5000)')
  for (const top of [9000, 320_000, 700_000, 0]) {
    await scroll(top)
    expect(all('.card').length).toBeGreaterThanOrEqual(20)
    expect(all('.card').length).toBeLessThan(100)
  }
  expect(Math.max(...drawn)).toBeLessThan(60_000)
})
