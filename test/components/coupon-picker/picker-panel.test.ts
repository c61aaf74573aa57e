import { makeCoupon, makeCoupons } from './make-coupon'
import { best, cart, changeTo, createPickerWorld, openedPicker, unusable } from './picker-world'

describe('the panel', () => {
  test('counts what is usable and what is not; what is open stands apart', async () => {
    const { view, cards } = await openedPicker()
    expect(view()).toMatchObject({ usable: 2, unusable: 1, tab: 'usable' })
    expect(cards().map(({ heading }) => heading)).toEqual(['', '', '待门店确认 (1)'])
  })

  test('a user without coupons is told so', async () => {
    const { view, states } = await openedPicker([])
    expect(view()).toMatchObject({ body: 'words', title: '暂无优惠券', none: false })
    expect(states().at(-1)).toEqual({ state: 'empty' })
  })

  test('where none is usable it says where the reasons are, and offers no none', async () => {
    const { picker, view } = await openedPicker([unusable])
    expect(view()).toMatchObject({ bare: true, title: '本单没有可用的优惠券', none: false })
    picker.showTab('unusable')
    expect(view()).toMatchObject({ bare: false })
  })

  test('where all are usable the other tab says that there is none', async () => {
    const { picker, view } = await openedPicker([best])
    picker.showTab('unusable')
    expect(view()).toMatchObject({ bare: true, title: '没有不可用的优惠券' })
  })

  test('coupons that could not be understood are counted in words', async () => {
    const { picker, answer, view } = createPickerWorld()
    picker.setCart(cart())
    await answer({ state: 'fresh', at: 0, best: null, coupons: [best], skipped: 2 })
    expect(view().skipped).toBe('另有 2 张优惠券暂时无法显示')
  })

  test('a closed panel builds no card; an opened one begins at its top', async () => {
    const world = createPickerWorld()
    world.measures(1200)
    world.picker.setCart(cart())
    await world.answerFresh(makeCoupons(5000))
    expect(world.cards()).toEqual([])
    world.picker.setOpen(true)
    world.picker.scroll(world.list().turn, 50_000)
    expect(world.cards()[0]?.at).toBeGreaterThan(300)
    world.picker.setOpen(false)
    world.picker.setOpen(true)
    expect(world.cards()[0]?.at).toBe(0)
  })

  test('5,000 coupons are never drawn at once', async () => {
    const world = createPickerWorld()
    world.measures(1200)
    world.picker.setOpen(true)
    world.picker.setCart(cart())
    await world.answerFresh(makeCoupons(5000))
    for (let top = 0; top <= 600_000; top += 20_000) {
      world.picker.scroll(world.list().turn, top)
      expect(world.cards().length).toBeLessThanOrEqual(40)
    }
    expect(world.cards().at(-1)?.title).toBe('券 5000')
    world.picker.pick(4999)
    expect(world.choice()).toEqual(changeTo('5000', 8))
  })

  test('rules open and close where they are', async () => {
    const { picker, cards } = await openedPicker([makeCoupon({}, { desc: '限堂食' })])
    picker.toggleRules(0)
    expect(cards()[0]?.rules).toBe('限堂食')
    picker.toggleRules(0)
    expect(cards()[0]?.rules).toBe('')
  })
})
