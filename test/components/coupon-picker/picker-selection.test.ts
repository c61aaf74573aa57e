import { best, cart, changeTo, changeToNone, openReadyPicker, other, unusable } from './open-picker'

describe('selecting', () => {
  test('the best one is selected and emitted before the loading is over', async () => {
    const { emitted } = await openReadyPicker()
    expect(emitted).toEqual([
      ['state', { state: 'loading' }],
      ['change', changeTo('best', 8)],
      ['state', { state: 'ready' }],
    ])
  })

  test('where none is usable nothing has changed, so no change is emitted', async () => {
    const { emitted } = await openReadyPicker([unusable])
    expect(emitted).toEqual([
      ['state', { state: 'loading' }],
      ['state', { state: 'ready' }],
    ])
  })

  test('what the user taps is selected; a second tap changes nothing', async () => {
    const { picker, emitted, cards } = await openReadyPicker()
    picker.pick(1)
    picker.pick(1)
    expect(emitted.slice(3)).toEqual([['change', changeTo('other', 5)]])
    expect(cards().map(({ checked }) => checked)).toEqual([false, true, false])
  })

  test('a coupon on which only the shop can decide cannot be selected', async () => {
    const { picker, emitted, cards } = await openReadyPicker()
    expect(cards()[2]?.kind).toBe('unknown')
    picker.pick(2)
    picker.pick(99)
    expect(emitted).toHaveLength(3)
  })

  test('a coupon that cannot be used cannot be selected', async () => {
    const { picker, emitted, cards } = await openReadyPicker()
    picker.showTab('unusable')
    expect(cards()[0]?.kind).toBe('unusable')
    picker.pick(0)
    expect(emitted).toHaveLength(3)
  })

  test('none can be selected, and stays on another cart', async () => {
    const { picker, change, answerFresh, view } = await openReadyPicker()
    picker.pickNone()
    expect(change()).toEqual(changeToNone)
    picker.setCart(cart(2))
    await answerFresh([best])
    expect(change()).toEqual(changeToNone)
    expect(view()).toMatchObject({ noneChecked: true, row: { choice: '不使用优惠券' } })
  })

  test('while it loads nothing is emitted and a tap selects nothing', async () => {
    const { picker, emitted, view } = await openReadyPicker()
    picker.setCart(cart(2))
    picker.pick(1)
    picker.pickNone()
    expect(emitted.slice(3)).toEqual([['state', { state: 'loading' }]])
    expect(view()).toMatchObject({ body: 'list', busy: true })
  })
})

describe('another cart', () => {
  const onAnother = async (selected: number, coupons = [best, other]) => {
    const opened = await openReadyPicker()
    opened.picker.pick(selected)
    opened.picker.setCart(cart(2))
    await opened.answerFresh(coupons)
    return opened
  }

  test('what the user selected stays where it is usable, also where another is best', async () => {
    const { change, view } = await onAnother(1)
    expect(change()).toEqual(changeTo('other', 5))
    expect(view()).toMatchObject({ notice: '', row: { choice: '另一张' } })
  })

  test('what it takes off now is emitted', async () => {
    const { change } = await onAnother(1, [best, { ...other, deduction: 6.5 }])
    expect(change()).toEqual(changeTo('other', 6.5))
  })

  test('what is no longer usable is replaced by the best, in a notice that stays text', async () => {
    const { change, view } = await onAnother(1, [best, { ...other, usable: false }])
    expect(change()).toEqual(changeTo('best', 8))
    expect(view().notice).toBe(
      '原来选的「\u2068另一张\u2069」本单不能用了，已换成最优的「\u2068最优券\u2069」',
    )
  })

  test('where nothing can replace it, the notice says so', async () => {
    const { change, view } = await onAnother(1, [unusable])
    expect(change()).toEqual(changeToNone)
    expect(view().notice).toContain('也没有其他可用的券')
  })

  test('the notice goes with the next selection', async () => {
    const { picker, view } = await onAnother(1, [best])
    picker.pick(0)
    expect(view().notice).toBe('')
  })

  test('without a cart nothing is selected any more', async () => {
    const { picker, change, states } = await openReadyPicker()
    picker.setCart(null)
    expect(change()).toEqual(changeToNone)
    expect(states().at(-1)).toEqual({ state: 'empty' })
  })
})
