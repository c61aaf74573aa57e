import { best, cart, changeTo, changeToNone, openedPicker, other, unusable } from './picker-world'

describe('choosing', () => {
  test('the best one is chosen and told before the loading is over', async () => {
    const { told } = await openedPicker()
    expect(told).toEqual([
      ['state', { state: 'loading' }],
      ['change', changeTo('best', 8)],
      ['state', { state: 'ready' }],
    ])
  })

  test('where none is usable nothing has changed, so no change is told', async () => {
    const { told } = await openedPicker([unusable])
    expect(told).toEqual([
      ['state', { state: 'loading' }],
      ['state', { state: 'ready' }],
    ])
  })

  test('what the user taps is chosen; a second tap changes nothing', async () => {
    const { picker, told, cards } = await openedPicker()
    picker.pick(1)
    picker.pick(1)
    expect(told.slice(3)).toEqual([['change', changeTo('other', 5)]])
    expect(cards().map(({ checked }) => checked)).toEqual([false, true, false])
  })

  test('a coupon that only the shop can judge cannot be chosen', async () => {
    const { picker, told, cards } = await openedPicker()
    expect(cards()[2]?.kind).toBe('unknown')
    picker.pick(2)
    picker.pick(99)
    expect(told).toHaveLength(3)
  })

  test('a coupon that cannot be used cannot be chosen', async () => {
    const { picker, told, cards } = await openedPicker()
    picker.showTab('unusable')
    expect(cards()[0]?.kind).toBe('unusable')
    picker.pick(0)
    expect(told).toHaveLength(3)
  })

  test('none can be chosen, and stays on another cart', async () => {
    const { picker, choice, answerFresh, view } = await openedPicker()
    picker.pickNone()
    expect(choice()).toEqual(changeToNone)
    picker.setCart(cart(2))
    await answerFresh([best])
    expect(choice()).toEqual(changeToNone)
    expect(view()).toMatchObject({ noneChecked: true, row: { choice: '不使用优惠券' } })
  })

  test('while it loads nothing is told and a tap is no choice', async () => {
    const { picker, told, view } = await openedPicker()
    picker.setCart(cart(2))
    picker.pick(1)
    picker.pickNone()
    expect(told.slice(3)).toEqual([['state', { state: 'loading' }]])
    expect(view()).toMatchObject({ body: 'list', busy: true })
  })
})

describe('another cart', () => {
  const onAnother = async (chosen: number, coupons = [best, other]) => {
    const world = await openedPicker()
    world.picker.pick(chosen)
    world.picker.setCart(cart(2))
    await world.answerFresh(coupons)
    return world
  }

  test('what the user chose stays where it is usable, also where another is best', async () => {
    const { choice, view } = await onAnother(1)
    expect(choice()).toEqual(changeTo('other', 5))
    expect(view()).toMatchObject({ notice: '', row: { choice: '另一张' } })
  })

  test('what it takes off now is told', async () => {
    const { choice } = await onAnother(1, [best, { ...other, deduction: 6.5 }])
    expect(choice()).toEqual(changeTo('other', 6.5))
  })

  test('what is no longer usable is replaced by the best, in words that stay text', async () => {
    const { choice, view } = await onAnother(1, [best, { ...other, usable: false }])
    expect(choice()).toEqual(changeTo('best', 8))
    expect(view().notice).toBe(
      '原来选的「\u2068另一张\u2069」本单不能用了，已换成最优的「\u2068最优券\u2069」',
    )
  })

  test('where nothing can replace it, that is said too', async () => {
    const { choice, view } = await onAnother(1, [unusable])
    expect(choice()).toEqual(changeToNone)
    expect(view().notice).toContain('也没有其他可用的券')
  })

  test('the notice goes with the next choice', async () => {
    const { picker, view } = await onAnother(1, [best])
    picker.pick(0)
    expect(view().notice).toBe('')
  })

  test('without a cart nothing is chosen any more', async () => {
    const { picker, choice, states } = await openedPicker()
    picker.setCart(null)
    expect(choice()).toEqual(changeToNone)
    expect(states().at(-1)).toEqual({ state: 'empty' })
  })
})
