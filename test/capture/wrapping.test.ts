import { createObserved } from '../kit/capture'

const OURS = ['onLoad', 'onShow', 'onHide', 'onUnload']
const self = () => ({ route: 'pages/home', options: {} })
const keysOf = (value: object) => Reflect.ownKeys(value)

test('this, the arguments and the return value are the page’s own', () => {
  const { capture } = createObserved()
  const seen: unknown[] = []
  const page = capture.page({
    onLoad(this: unknown, ...args: unknown[]) {
      seen.push(this, ...args)
      return 'loaded'
    },
  })
  const instance = self()
  const query = { sku: '1' }
  expect(page.onLoad.call(instance, query, 2)).toBe('loaded')
  expect(seen).toEqual([instance, query, 2])
  expect(seen[0]).toBe(instance)
  expect(seen[1]).toBe(query)
})

test('a promise is the page’s own, and so is its rejection', async () => {
  const { capture, errors } = createObserved()
  const promise = Promise.reject(new Error('theirs'))
  const page = capture.page({ onShow: () => promise })
  expect(page.onShow.call(self())).toBe(promise)
  await expect(promise).rejects.toThrow('theirs')
  expect(errors).toEqual([])
})

test('an exception is the page’s own', () => {
  const { capture, errors } = createObserved()
  const error = new Error('theirs')
  for (const name of OURS) {
    const page = capture.page({
      [name]() {
        throw error
      },
    })
    expect(() => page[name]?.call(self())).toThrow(error)
  }
  expect(errors).toEqual([])
})

test('an error of ours changes nothing, and is counted', () => {
  const { capture, errors } = createObserved()
  const page = capture.page({ onLoad: () => 'loaded', onShow: () => 'shown' })
  const route = 'pages/home'
  const instance = {
    route,
    get options(): never {
      throw new Error('ours')
    },
  }
  expect(page.onLoad.call(instance)).toBe('loaded')
  expect(page.onShow.call(instance)).toBe('shown')
  expect(errors).toEqual([new Error('ours'), new Error('ours')])
})

test('a page without lifecycles gets four that only watch, and nothing else', () => {
  const { capture } = createObserved()
  const page = capture.page({ data: { n: 1 }, onTap() {} })
  expect(keysOf(page)).toEqual(['data', 'onTap', ...OURS])
  for (const name of OURS) {
    expect((page as Record<string, unknown>)[name]).toBeInstanceOf(Function)
    expect((page as unknown as Record<string, () => unknown>)[name]?.call(self())).toBeUndefined()
  }
})

test('nothing is added whose mere presence changes what WeChat does', () => {
  const { capture } = createObserved()
  const { methods } = capture.component({}) as { methods?: object }
  const keys = [capture.page({}), methods ?? {}, capture.app({})].flatMap(keysOf)
  expect(new Set(keys)).toEqual(new Set(OURS))
})

test('the options themselves are not written to', () => {
  const { capture } = createObserved()
  const options = { data: {}, methods: { onTap() {} }, pageLifetimes: {}, onShow() {} }
  const before = JSON.stringify(Object.getOwnPropertyDescriptors(options))
  const { onShow } = options
  capture.page(options)
  capture.component(options)
  capture.app(options)
  expect(JSON.stringify(Object.getOwnPropertyDescriptors(options))).toBe(before)
  expect(options.onShow).toBe(onShow)
  expect(keysOf(options.methods)).toEqual(['onTap'])
  expect(keysOf(options.pageLifetimes)).toEqual([])
})

test('what the page has besides its lifecycles is the very same', () => {
  const { capture } = createObserved()
  const options = { data: { list: [1] }, onTap() {}, onShareAppMessage() {}, [Symbol('own')]: {} }
  const page = capture.page(options)
  for (const key of keysOf(options)) {
    expect(Reflect.get(page, key)).toBe(Reflect.get(options, key))
  }
})

test('wrapped twice, each lifecycle runs once and is watched once', () => {
  const { capture, wx } = createObserved()
  let runs = 0
  const once = capture.page({ onShow: () => ++runs })
  const twice = capture.page(once)
  expect(twice.onShow).toBe(once.onShow)
  twice.onShow.call(self())
  expect([runs, wx.asked]).toEqual([1, 1])
  const component = capture.component(capture.component({ methods: { tap: () => ++runs } }))
  component.methods.tap()
  expect(runs).toBe(2)
})

test('one options object may serve two pages', () => {
  const { app, capture, where } = createObserved()
  const options = { onShow() {} }
  app.register('pages/a', capture.page(options, { page_title: '甲' }))
  app.register('pages/b', capture.page(options, { page_title: '乙' }))
  app.reLaunch('pages/a')
  expect(where()).toMatchObject({ page: 'pages/a', page_title: '甲' })
  app.navigateTo('pages/b')
  expect(where()).toMatchObject({ page: 'pages/b', page_title: '乙' })
})

test('where behaviors may own a lifecycle, none is added that would stand in for it', () => {
  const { capture } = createObserved()
  const behaviors = ['owner']
  // A page lifetime runs beside a behavior's and replaces nothing.
  expect(keysOf(capture.page({ behaviors, onHide() {} }))).toEqual([
    'behaviors',
    'onHide',
    'pageLifetimes',
  ])
  expect('methods' in capture.component({ behaviors })).toBe(false)
  const { methods } = capture.component({ behaviors, methods: { onTap() {} } })
  expect(keysOf(methods)).toEqual(['onTap'])
})

test('an empty list of behaviors owns nothing', () => {
  const { capture } = createObserved()
  expect(keysOf(capture.page({ behaviors: [] }))).toEqual(['behaviors', ...OURS])
})

test('a page whose behavior owns its lifecycles is seen when it is shown', () => {
  const { capture, page } = createObserved()
  const cart = capture.page({ behaviors: ['owner'] }) as { pageLifetimes?: { show(): void } }
  cart.pageLifetimes?.show.call({ route: 'pages/cart', options: { sku: 'tea' } })
  expect(page()).toBe('pages/cart?sku=tea')
})
