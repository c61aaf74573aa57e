import { makeCoupon, makeCoupons } from './make-coupon'
import { best, cart, changeTo, openPicker, openReadyPicker, unusable } from './open-picker'

describe('the panel', () => {
  test('counts what is usable and what is not; what is open stands apart', async () => {
    const { view, cards } = await openReadyPicker()
    expect(view()).toMatchObject({ usable: 2, unusable: 1, tab: 'usable' })
    expect(cards().map(({ heading }) => heading)).toEqual(['', '', '待门店确认 (1)'])
  })

  test('a user without coupons reads that there are none', async () => {
    const { view, states } = await openReadyPicker([])
    expect(view()).toMatchObject({ body: 'message', title: '暂无优惠券', none: false })
    expect(states().at(-1)).toEqual({ state: 'empty' })
  })

  test('where none is usable the message names the tab with the reasons, and none is not offered', async () => {
    const { picker, view } = await openReadyPicker([unusable])
    expect(view()).toMatchObject({ bare: true, title: '本单没有可用的优惠券', none: false })
    picker.showTab('unusable')
    expect(view()).toMatchObject({ bare: false })
  })

  test('where all are usable the other tab has a message', async () => {
    const { picker, view } = await openReadyPicker([best])
    picker.showTab('unusable')
    expect(view()).toMatchObject({ bare: true, title: '没有不可用的优惠券' })
  })

  test('coupons that could not be understood are counted', async () => {
    const { picker, answer, view } = openPicker()
    picker.setCart(cart())
    await answer({ state: 'fresh', at: 0, best: null, coupons: [best], skipped: 2 })
    expect(view().skipped).toBe('另有 2 张优惠券暂时无法显示')
  })

  test('a closed panel builds no card; an opened one begins at its top', async () => {
    const opened = openPicker()
    opened.measures(1200)
    opened.picker.setCart(cart())
    await opened.answerFresh(makeCoupons(5000))
    expect(opened.cards()).toEqual([])
    opened.picker.setOpen(true)
    opened.picker.scroll(opened.list().listId, 50_000)
    expect(opened.cards()[0]?.at).toBeGreaterThan(300)
    opened.picker.setOpen(false)
    opened.picker.setOpen(true)
    expect(opened.cards()[0]?.at).toBe(0)
  })

  test('5,000 coupons are never drawn at once', async () => {
    const opened = openPicker()
    opened.measures(1200)
    opened.picker.setOpen(true)
    opened.picker.setCart(cart())
    await opened.answerFresh(makeCoupons(5000))
    for (let top = 0; top <= 600_000; top += 20_000) {
      opened.picker.scroll(opened.list().listId, top)
      expect(opened.cards().length).toBeLessThanOrEqual(40)
    }
    expect(opened.cards().at(-1)?.title).toBe('券 5000')
    opened.picker.pick(4999)
    expect(opened.change()).toEqual(changeTo('5000', 8))
  })

  test('rules open and close where they are', async () => {
    const { picker, cards } = await openReadyPicker([makeCoupon({}, { desc: '限堂食' })])
    picker.toggleRules(0)
    expect(cards()[0]?.rules).toBe('限堂食')
    picker.toggleRules(0)
    expect(cards()[0]?.rules).toBe('')
  })
})
