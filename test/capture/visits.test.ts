import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createObserved } from '../kit/capture'

type Capture = ReturnType<typeof createObserved>['capture']
/** Behaviors may own any lifecycle that the page itself has not. */
const SHARED = { behaviors: ['owner'] }
const ROUTES = ['pages/home', 'pages/goods', 'pages/pay', 'pages/me']

describe.each(['old first', 'new first'] as const)('where the %s', (order) => {
  const start = () => {
    const observed = createObserved(order)
    observed.register(...ROUTES)
    observed.app.reLaunch('pages/home')
    return observed
  }

  test('the page that was opened last is in front', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    expect(page()).toBe('pages/goods?sku=1')
  })

  test('going back brings the page below to the front', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.navigateTo('pages/pay')
    app.navigateBack()
    expect(page()).toBe('pages/goods?sku=1')
    app.navigateBack()
    expect(page()).toBe('pages/home')
  })

  test('going back over several pages brings the one that is left', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.navigateTo('pages/goods?sku=2')
    app.navigateTo('pages/pay')
    app.navigateBack(3)
    expect(page()).toBe('pages/home')
  })

  test('redirecting puts the new page in the place of the old one', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.redirectTo('pages/pay')
    expect(page()).toBe('pages/pay')
    app.navigateBack()
    expect(page()).toBe('pages/home')
  })

  test('relaunching leaves nothing of the old pages', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.reLaunch('pages/pay')
    expect(page()).toBe('pages/pay')
  })

  test('a tab is in front when it is opened, and when it is shown again', () => {
    const { app, page } = start()
    app.switchTab('pages/home')
    app.switchTab('pages/me')
    expect(page()).toBe('pages/me')
    app.navigateTo('pages/pay')
    app.switchTab('pages/home')
    expect(page()).toBe('pages/home')
    app.switchTab('pages/me')
    expect(page()).toBe('pages/me')
  })

  test('leaving the mini-program and coming back changes nothing', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.hide()
    expect(page()).toBe('pages/goods?sku=1')
    app.show()
    expect(page()).toBe('pages/goods?sku=1')
  })

  test('two visits of the same route are two pages', () => {
    const { app, page } = start()
    app.navigateTo('pages/goods?sku=1')
    app.navigateTo('pages/goods?sku=2')
    expect(page()).toBe('pages/goods?sku=2')
    app.navigateBack()
    expect(page()).toBe('pages/goods?sku=1')
  })

  test('a page that navigates while it is shown is not in front any more', () => {
    const { app, capture, page } = start()
    app.register(
      'pages/goods',
      capture.page({
        onShow() {
          app.navigateTo('pages/pay')
        },
      }),
    )
    app.navigateTo('pages/goods')
    expect(page()).toBe('pages/pay')
  })

  test('a page that redirects while it is loaded never comes to the front', () => {
    const { app, capture, page } = start()
    app.register(
      'pages/goods',
      capture.page({
        onLoad() {
          app.redirectTo('pages/pay')
        },
      }),
    )
    app.navigateTo('pages/goods')
    expect(page()).toBe('pages/pay')
    app.navigateBack()
    expect(page()).toBe('pages/home')
  })

  describe.each([
    ['a page with behaviors', (capture: Capture) => capture.page({ ...SHARED, onLoad() {} })],
    [
      'a page with behaviors that sees only that it is hidden',
      (capture: Capture) => capture.page({ ...SHARED, onHide() {} }),
    ],
    [
      'a page with behaviors that sees only that it goes',
      (capture: Capture) => capture.page({ ...SHARED, onUnload() {} }),
    ],
    [
      'a page with behaviors that is built with Component',
      (capture: Capture) => capture.component({ ...SHARED, methods: { onLoad() {} } }),
    ],
  ])('%s', (_, build) => {
    const open = async () => {
      const observed = start()
      const { app, capture, page } = observed
      app.register('pages/shared', build(capture))
      await Promise.resolve()
      app.navigateTo('pages/shared?id=1')
      expect(page()).toBe('pages/shared?id=1')
      await Promise.resolve()
      return observed
    }

    test('is not in front any more when the user has gone back from it', async () => {
      const { app, page } = await open()
      app.navigateBack()
      await Promise.resolve()
      expect(page()).toBe('pages/home')
    })

    test('is not in front any more when the user has gone on from it, but is again after that', async () => {
      const { app, page } = await open()
      app.navigateTo('pages/pay')
      await Promise.resolve()
      expect(page()).toBe('pages/pay')
      app.navigateBack()
      await Promise.resolve()
      expect(page()).toBe('pages/shared?id=1')
    })

    test('is not in front any more when another tab was shown again', async () => {
      const { app, page } = await open()
      app.switchTab('pages/home')
      await Promise.resolve()
      app.switchTab('pages/shared')
      await Promise.resolve()
      expect(page()).toBe('pages/shared')
      app.switchTab('pages/home')
      await Promise.resolve()
      expect(page()).toBe('pages/home')
    })
  })
})

test('no page is in front before the first', () => {
  const { where } = createObserved()
  expect(where()).toEqual({ chan: { chan_wxapp_scene: 1001 } })
})

test('a page that was loaded but never shown leaves the one below in front when it goes', () => {
  const { app, page, register } = createObserved()
  register('pages/home', 'pages/goods')
  app.reLaunch('pages/home')
  const half = app.navigateTo('pages/goods')
  const again = half['onUnload'] as () => void
  again.call(half)
  expect(page()).toBe('pages/home')
})

test('what is done while a page goes still happened on it', () => {
  const { app, capture, page, register } = createObserved()
  register('pages/home')
  let seen: string | undefined
  app.register(
    'pages/pay',
    capture.page({
      onUnload() {
        seen = page()
      },
    }),
  )
  app.reLaunch('pages/home')
  app.navigateTo('pages/pay')
  app.navigateBack()
  expect([seen, page()]).toEqual(['pages/pay', 'pages/home'])
})

test('after the last page has gone it is still the last that was in front', () => {
  const { app, page, register } = createObserved()
  register('pages/home')
  app.reLaunch('pages/home')
  app.navigateBack()
  expect(page()).toBe('pages/home')
})

test('an onShow that takes two seconds does not bring its page back to the front', async () => {
  const { app, capture, page, register } = createObserved()
  register('pages/pay')
  let finish = (): void => undefined
  const loaded = new Promise<void>((resolve) => {
    finish = resolve
  })
  const seen: unknown[] = []
  app.register(
    'pages/goods',
    capture.page({
      async onShow() {
        await loaded
        seen.push(page())
      },
    }),
  )
  app.reLaunch('pages/goods')
  app.navigateTo('pages/pay')
  finish()
  await loaded
  expect(seen).toEqual(['pages/pay'])
  expect(page()).toBe('pages/pay')
})

test('pages whose end is never seen do not hide the page in front', () => {
  const { app, capture, page, register } = createObserved()
  register('pages/home', 'pages/pay')
  const bare = capture.page({ onUnload: undefined, behaviors: ['owner'], onLoad() {} })
  app.register('pages/goods', bare)
  for (let i = 0; i < 100; i++) app.reLaunch(`pages/goods?sku=${i}`)
  app.navigateTo('pages/pay')
  expect(page()).toBe('pages/pay')
  app.navigateBack()
  expect(page()).toBe('pages/goods?sku=99')
})

test('a page that is built with Component is in front as any other', () => {
  const { app, capture, page } = createObserved()
  app.register('pages/home', capture.component({ methods: { onLoad() {}, onHide() {} } }))
  app.register('pages/pay', capture.component({}))
  app.reLaunch('pages/home?tab=1')
  expect(page()).toBe('pages/home?tab=1')
  app.navigateTo('pages/pay')
  expect(page()).toBe('pages/pay')
  app.navigateBack()
  expect(page()).toBe('pages/home?tab=1')
})

test('a page whose lifecycles belong to its behaviors is seen by its pageLifetimes', () => {
  const { app, capture, page } = createObserved()
  app.register('pages/home', capture.component({ behaviors: ['owner'] }))
  app.reLaunch('pages/home?tab=1')
  expect(page()).toBe('pages/home?tab=1')
})

test('pages that were closed are not kept in memory', async () => {
  const { app, page, register } = createObserved()
  register('pages/home', 'pages/goods')
  app.reLaunch('pages/home')
  const closed = Array.from({ length: 20 }, (_, i) => {
    const goods = new WeakRef(app.navigateTo(`pages/goods?sku=${i}`))
    app.navigateBack()
    return goods
  })
  expect(page()).toBe('pages/home')
  // What a WeakRef was made of stays until the task is over.
  await new Promise(setImmediate)
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  expect(closed.filter((goods) => goods.deref())).toEqual([])
})

test('a page that was closed is called by hand: that changes nothing', async () => {
  const { app, page, register } = createObserved()
  register('pages/home', 'pages/goods')
  app.reLaunch('pages/home')
  const goods = app.navigateTo('pages/goods') as object as Record<string, () => void>
  app.navigateBack()
  await Promise.resolve()
  for (const name of ['onShow', 'onHide', 'onUnload', 'onLoad']) goods[name]?.call(goods)
  expect(page()).toBe('pages/home')
})

test('a plugin’s own page is a page too', () => {
  const { app, page, register } = createObserved()
  register('__plugin__/wx1/pages/picker')
  app.navigateTo('__plugin__/wx1/pages/picker?n=1')
  expect(page()).toBe('__plugin__/wx1/pages/picker?n=1')
})
