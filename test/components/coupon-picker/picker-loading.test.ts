import type { Cart } from '../../../plugin/coupons/cart'
import {
  best,
  cart,
  changeTo,
  changeToNone,
  openPicker,
  openReadyPicker,
  other,
} from './open-picker'

describe('loading', () => {
  test('without a cart nothing is requested and nothing is emitted', () => {
    const { picker, requests, emitted, view } = openPicker()
    picker.setCart(null)
    picker.setOpen(true)
    expect([requests, emitted]).toEqual([[], []])
    expect(view()).toMatchObject({ body: 'message', title: '还没有商品' })
  })

  test('a cart of the same content is requested once', () => {
    const { picker, requests } = openPicker()
    picker.setCart(cart())
    picker.setCart(cart())
    expect(requests.map((request) => request.cart)).toEqual([cart()])
  })

  test('a cart of other content is requested, and only its answer counts', async () => {
    const { picker, requests, clock, change, states } = openPicker()
    picker.setCart(cart(1))
    picker.setCart(cart(2))
    const answer = { state: 'fresh', at: 0, skipped: 0 } as const
    requests[1]?.answer({ ...answer, best: 'other', coupons: [other] })
    await clock.pass(0)
    requests[0]?.answer({ ...answer, best: 'best', coupons: [best] })
    await clock.pass(0)
    expect(change()).toEqual(changeTo('other', 5))
    expect(states()).toEqual([{ state: 'loading' }, { state: 'ready' }])
  })

  test('an outdated answer is ignored', async () => {
    const { picker, answer, states } = openPicker()
    picker.setCart(cart())
    await answer({ state: 'outdated' })
    expect(states()).toEqual([{ state: 'loading' }])
  })

  test('a cart that has no JSON is requested, and its failure is shown', async () => {
    const { picker, answerFailed, view } = openPicker()
    const knot: Record<string, unknown> = {}
    knot['self'] = knot
    picker.setCart(knot as unknown as Cart) // What a host in JavaScript may give.
    await answerFailed('bad_cart')
    expect(view()).toMatchObject({
      body: 'failed',
      message: expect.stringContaining('商品信息不完整'),
    })
  })

  test('a request that rejects is a failure with a text', async () => {
    const { picker, requests, clock, view, states } = openPicker()
    picker.setCart(cart())
    requests[0]?.fail()
    await clock.pass(0)
    expect(view().body).toBe('failed')
    expect(states().at(-1)).toEqual({ state: 'failed' })
  })

  test('a picker that was closed draws and emits nothing any more', async () => {
    const { picker, answerFresh, emitted, drawn } = openPicker()
    picker.setCart(cart())
    picker.close()
    const before = drawn()
    await answerFresh([best])
    expect([drawn(), emitted]).toEqual([before, [['state', { state: 'loading' }]]])
  })
})

describe('failing', () => {
  test('without an answer nothing is selected; after a retry what the user selected is', async () => {
    const { picker, change, answerFailed, answerFresh, view, states, requests } =
      await openReadyPicker()
    picker.pick(1)
    picker.setCart(cart(2))
    await answerFailed()
    expect(change()).toEqual(changeToNone)
    expect(view()).toMatchObject({ body: 'failed', title: '没能取到优惠券' })
    picker.retry()
    picker.retry()
    expect(requests).toHaveLength(3)
    expect(view().body).toBe('skeleton')
    await answerFresh([best, other])
    expect(change()).toEqual(changeTo('other', 5))
    expect(states().slice(2)).toEqual(
      ['loading', 'failed', 'loading', 'ready'].map((state) => ({ state })),
    )
  })

  test.each([
    ['unreachable', '暂时连不上优惠券服务'],
    ['timeout', '没有等到结果'],
    ['unauthorized', '登录已过期'],
    ['no_gateway', '商家暂未接通'],
  ] as const)('%s has its text', async (reason, text) => {
    const { picker, answerFailed, view } = openPicker()
    picker.setCart(cart())
    await answerFailed(reason)
    expect(view().message).toContain(text)
  })

  test('an old answer is usable, and its age is shown and goes on', async () => {
    const { picker, clock, answer, view, states, change } = await openReadyPicker()
    picker.setCart(cart(2))
    const at = clock.now() - 3 * 60_000
    const old = { at, best: 'other', coupons: [other], skipped: 0 }
    await answer({ state: 'stale', reason: 'unreachable', ...old })
    expect(change()).toEqual(changeTo('other', 5))
    expect(states().at(-1)).toEqual({ state: 'stale' })
    expect(view().stale).toBe('暂时连不上优惠券服务，先显示上次的结果（3 分钟前）')
    await clock.pass(2 * 60_000)
    expect(view().stale).toContain('5 分钟前')
    picker.close()
    expect(clock.pending()).toBe(0)
  })
})
