import { createObserved } from '../kit/capture'

const TITLES = { 'pages/goods': '商品(表)', 'pages/pay': '支付(表)' }

const start = () => {
  const observed = createObserved()
  const { app, capture, where } = observed
  app.register('pages/home', capture.page({}))
  app.register('pages/pay', capture.page({}))
  app.register('pages/goods', capture.page({}, { page_title: '商品' }))
  app.reLaunch('pages/home')
  return { ...observed, title: () => where([], TITLES).page_title }
}

test('a page without any title has none', () => {
  const { title, where } = start()
  expect(title()).toBeUndefined()
  expect(JSON.stringify(where())).not.toContain('page_title')
})

test('the table of titles knows the route, whatever the query', () => {
  const { app, title } = start()
  app.navigateTo('pages/pay?order_id=A')
  expect(title()).toBe('支付(表)')
})

test('the title in the page’s own file stands before the table', () => {
  const { app, title } = start()
  app.navigateTo('pages/goods?sku=1')
  expect(title()).toBe('商品')
})

test('the title that is set while the page is in front stands before both', () => {
  const { app, capture, title } = start()
  app.navigateTo('pages/goods?sku=1')
  capture.setPageTitle('龙井')
  expect(title()).toBe('龙井')
  app.hide()
  app.show()
  expect(title()).toBe('龙井')
})

test('a title that the page sets while it is loaded stays', () => {
  const { app, capture, title } = start()
  app.register(
    'pages/goods',
    capture.page({ onLoad: () => capture.setPageTitle('龙井') }, { page_title: '商品' }),
  )
  app.navigateTo('pages/goods')
  expect(title()).toBe('龙井')
})

test('a title that a page sets before it is loaded, or after it went, is none of the page behind', () => {
  const { app, capture, title } = start()
  capture.setPageTitle('首页')
  app.register(
    'pages/goods',
    capture.component({
      lifetimes: {
        attached: () => capture.setPageTitle('龙井'),
        detached: () => capture.setPageTitle('没有了'),
      },
    }),
  )
  app.navigateTo('pages/goods')
  expect(title()).toBe('龙井')
  app.navigateBack()
  expect(title()).toBe('首页')
})

test('a title belongs to one visit: neither the next nor the page below gets it', () => {
  const { app, capture, title } = start()
  app.navigateTo('pages/goods?sku=1')
  capture.setPageTitle('龙井')
  app.navigateTo('pages/goods?sku=2')
  expect(title()).toBe('商品')
  app.navigateBack()
  expect(title()).toBe('龙井')
  app.navigateBack()
  expect(title()).toBeUndefined()
})

test('a title that is set before any page is in front belongs to no page', () => {
  const { capture, app, register, where } = createObserved()
  capture.setPageTitle('龙井')
  register('pages/home')
  app.reLaunch('pages/home')
  expect(where().page_title).toBeUndefined()
})

test('a page whose onLoad belongs to its behaviors is titled when it is shown', () => {
  const { app, capture, title } = start()
  app.register(
    'pages/goods',
    capture.page({ behaviors: ['owner'], onShow() {} }, { page_title: '商品' }),
  )
  app.navigateTo('pages/goods')
  expect(title()).toBe('商品')
})

test.each([null, undefined, 7, { page_title: {} }, { page_title: ['商品'] }])(
  'a page that is named by %p is observed, and has no title of its own',
  (extra) => {
    const { app, capture, where } = createObserved()
    app.register('pages/home', capture.page({}, extra as object))
    app.reLaunch('pages/home')
    expect(where([])).toMatchObject({ page: 'pages/home', page_title: undefined })
  },
)
