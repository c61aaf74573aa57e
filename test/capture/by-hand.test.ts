import { createObserved } from '../kit/capture'

type Lifecycle = (this: unknown, ...args: unknown[]) => void

describe.each(['old first', 'new first'] as const)(
  'where the framework runs the %s, a lifecycle of a page behind that is called by hand changes nothing',
  (order) => {
    const start = () => {
      const observed = createObserved(order)
      observed.register('pages/list', 'pages/order', 'pages/pay', 'pages/tab')
      const { app } = observed
      app.reLaunch('pages/list?shop=1')
      const [list] = app.stack
      app.navigateTo('pages/order?id=A')
      const call = (name: string, ...args: unknown[]) =>
        (list as Record<string, unknown> as Record<string, Lifecycle>)[name]?.call(list, ...args)
      return { ...observed, call }
    }

    test.each(['onLoad', 'onShow', 'onHide', 'onUnload'])('%s', (name) => {
      const { call, page } = start()
      call(name, { shop: '2' })
      expect(page()).toBe('pages/order?id=A')
    })

    test('all of them, and then the user goes on and back', async () => {
      const { app, call, page, capture, where } = start()
      capture.setPageTitle('订单')
      for (const name of ['onLoad', 'onShow', 'onHide', 'onUnload', 'onShow']) call(name, {})
      await Promise.resolve()
      app.navigateTo('pages/pay')
      expect(page()).toBe('pages/pay')
      call('onShow')
      expect(page()).toBe('pages/pay')
      await Promise.resolve()
      app.navigateBack()
      expect(page()).toBe('pages/order?id=A')
      expect(where().page_title).toBe('订单')
      app.navigateBack()
      expect(page()).toBe('pages/list?shop=1')
    })

    test('the page in front may load itself again', () => {
      const { app, page } = start()
      const top = app.top() as Record<string, unknown> as Record<string, Lifecycle>
      top['onLoad']?.call(top, { id: 'B' })
      top['onShow']?.call(top)
      expect(page()).toBe('pages/order?id=A')
    })

    test('leaving and coming back in between', async () => {
      const { app, call, page } = start()
      call('onShow')
      await Promise.resolve()
      app.hide()
      app.show()
      expect(page()).toBe('pages/order?id=A')
    })

    test('tabs come to the front as before', async () => {
      const { app, call, page } = start()
      app.switchTab('pages/tab')
      await Promise.resolve()
      app.switchTab('pages/list')
      expect(page()).toBe('pages/list')
      await Promise.resolve()
      app.switchTab('pages/tab')
      expect(page()).toBe('pages/tab')
      call('onShow')
      expect(page()).toBe('pages/tab')
    })
  },
)
