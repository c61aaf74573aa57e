import type { Cart } from '../../../plugin/coupons/cart'
import {
  best,
  cart,
  changeTo,
  changeToNone,
  createPickerWorld,
  openedPicker,
  other,
} from './picker-world'

describe('asking', () => {
  test('without a cart nothing is asked and nothing is told', () => {
    const { picker, questions, told, view } = createPickerWorld()
    picker.setCart(null)
    picker.setOpen(true)
    expect([questions, told]).toEqual([[], []])
    expect(view()).toMatchObject({ body: 'words', title: '还没有商品' })
  })

  test('a cart of the same content is asked about once', () => {
    const { picker, questions } = createPickerWorld()
    picker.setCart(cart())
    picker.setCart(cart())
    expect(questions.map((question) => question.cart)).toEqual([cart()])
  })

  test('a cart of other content is asked about, and only its answer counts', async () => {
    const { picker, questions, clock, choice, states } = createPickerWorld()
    picker.setCart(cart(1))
    picker.setCart(cart(2))
    const answer = { state: 'fresh', at: 0, skipped: 0 } as const
    questions[1]?.answer({ ...answer, best: 'other', coupons: [other] })
    await clock.pass(0)
    questions[0]?.answer({ ...answer, best: 'best', coupons: [best] })
    await clock.pass(0)
    expect(choice()).toEqual(changeTo('other', 5))
    expect(states()).toEqual([{ state: 'loading' }, { state: 'ready' }])
  })

  test('an answer that is outdated is waited over', async () => {
    const { picker, answer, states } = createPickerWorld()
    picker.setCart(cart())
    await answer({ state: 'outdated' })
    expect(states()).toEqual([{ state: 'loading' }])
  })

  test('what cannot even be written down is asked about, and what comes of it is shown', async () => {
    const { picker, answerFailed, view } = createPickerWorld()
    const knot: Record<string, unknown> = {}
    knot['self'] = knot
    picker.setCart(knot as unknown as Cart) // What a host in JavaScript may give.
    await answerFailed('bad_cart')
    expect(view()).toMatchObject({
      body: 'failed',
      words: expect.stringContaining('商品信息不完整'),
    })
  })

  test('should asking itself break, it has failed, in words', async () => {
    const { picker, questions, clock, view, states } = createPickerWorld()
    picker.setCart(cart())
    questions[0]?.fail()
    await clock.pass(0)
    expect(view().body).toBe('failed')
    expect(states().at(-1)).toEqual({ state: 'failed' })
  })

  test('a picker that was closed draws and tells nothing any more', async () => {
    const { picker, answerFresh, told, drawn } = createPickerWorld()
    picker.setCart(cart())
    picker.close()
    const before = drawn()
    await answerFresh([best])
    expect([drawn(), told]).toEqual([before, [['state', { state: 'loading' }]]])
  })
})

describe('failing', () => {
  test('without an answer nothing is chosen; after a retry what the user wanted is', async () => {
    const { picker, choice, answerFailed, answerFresh, view, states, questions } =
      await openedPicker()
    picker.pick(1)
    picker.setCart(cart(2))
    await answerFailed()
    expect(choice()).toEqual(changeToNone)
    expect(view()).toMatchObject({ body: 'failed', title: '没能取到优惠券' })
    picker.retry()
    picker.retry()
    expect(questions).toHaveLength(3)
    expect(view().body).toBe('skeleton')
    await answerFresh([best, other])
    expect(choice()).toEqual(changeTo('other', 5))
    expect(states().slice(2)).toEqual(
      ['loading', 'failed', 'loading', 'ready'].map((state) => ({ state })),
    )
  })

  test.each([
    ['unreachable', '暂时连不上优惠券服务'],
    ['timeout', '没有等到结果'],
    ['unauthorized', '登录已过期'],
    ['no_gateway', '商家暂未接通'],
  ] as const)('%s is said in words', async (reason, words) => {
    const { picker, answerFailed, view } = createPickerWorld()
    picker.setCart(cart())
    await answerFailed(reason)
    expect(view().words).toContain(words)
  })

  test('an old answer is usable, says how old it is, and keeps saying it', async () => {
    const { picker, clock, answer, view, states, choice } = await openedPicker()
    picker.setCart(cart(2))
    const at = clock.now() - 3 * 60_000
    const old = { at, best: 'other', coupons: [other], skipped: 0 }
    await answer({ state: 'stale', reason: 'unreachable', ...old })
    expect(choice()).toEqual(changeTo('other', 5))
    expect(states().at(-1)).toEqual({ state: 'stale' })
    expect(view().stale).toBe('暂时连不上优惠券服务，先显示上次的结果（3 分钟前）')
    await clock.pass(2 * 60_000)
    expect(view().stale).toContain('5 分钟前')
    picker.close()
    expect(clock.pending()).toBe(0)
  })
})
