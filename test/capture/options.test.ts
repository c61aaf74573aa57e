import { createObserved } from '../kit/capture'

const self = () => ({ route: 'pages/home', options: {} })

const SHUT: [how: string, shut: <T extends object>(options: T) => T, is: (o: object) => boolean][] =
  [
    ['frozen', Object.freeze, Object.isFrozen],
    ['sealed', Object.seal, Object.isSealed],
    ['closed', Object.preventExtensions, (options) => !Object.isExtensible(options)],
  ]
test.each(SHUT)('options that are %s work, and what comes out is no more open', (_, shut) => {
  const { capture, page } = createObserved()
  const methods = shut({ onShow: () => 'shown' })
  const out = capture.page(shut({ onShow: () => 'shown' }))
  expect(out.onShow.call(self())).toBe('shown')
  expect(page()).toBe('pages/home')
  expect(Object.isExtensible(out)).toBe(false)
  const component = capture.component(shut({ methods, pageLifetimes: shut({ hide() {} }) }))
  expect(component.methods.onShow.call(self())).toBe('shown')
  expect(Object.isExtensible(component.methods)).toBe(false)
})

test('a lifecycle that is itself frozen is watched', () => {
  const { capture, page } = createObserved()
  const onShow = Object.freeze(function onShow() {})
  capture.page({ onShow }).onShow.call(self())
  expect(page()).toBe('pages/home')
})

test('a property that was fixed stays fixed', () => {
  const { capture } = createObserved()
  const page = capture.page(Object.freeze({ onShow() {}, data: 1 }))
  for (const name of ['onShow', 'data']) {
    expect(Object.getOwnPropertyDescriptor(page, name)).toMatchObject({
      writable: false,
      configurable: false,
      enumerable: true,
    })
  }
})

test('a getter stays a getter, and is asked when it is read', () => {
  const { capture, page } = createObserved()
  let asked = 0
  const out = capture.page({
    get onShow() {
      asked++
      return () => 'shown'
    },
  })
  expect(asked).toBe(0)
  expect(Object.getOwnPropertyDescriptor(out, 'onShow')?.get).toBeInstanceOf(Function)
  expect(out.onShow.call(self())).toBe('shown')
  expect([asked, page()]).toEqual([1, 'pages/home'])
})

test('lifecycles that a class gives are inherited still, and watched', () => {
  class Base {
    data = {}
    onShow() {
      return 'shown'
    }
  }
  const { capture, page } = createObserved()
  const out = capture.page(new Base())
  expect(out).toBeInstanceOf(Base)
  expect(Object.hasOwn(out, 'onShow')).toBe(false)
  expect(out.onShow.call(self() as never)).toBe('shown')
  expect(page()).toBe('pages/home')
})

test('options without a prototype work', () => {
  const { capture } = createObserved()
  const options = Object.assign(Object.create(null) as { onShow(): string }, {
    onShow: () => 'shown',
  })
  expect(capture.page(options).onShow.call(self() as never)).toBe('shown')
})

test('what is no function in the place of a lifecycle stays what it is', () => {
  const { capture } = createObserved()
  const given = { onLoad: 'not a function', onShow: null, onHide: 7, onUnload: undefined }
  const { onUnload, ...others } = capture.page(given)
  expect(others).toEqual({ onLoad: 'not a function', onShow: null, onHide: 7 })
  expect(onUnload).toBeInstanceOf(Function)
})

test('a method keeps what hangs on it: its name, its length, a debounce’s cancel', () => {
  const { capture } = createObserved()
  const cancel = (): string => 'cancelled'
  const search = Object.assign(function find(_text: string, _page: number) {}, { cancel })
  const { methods } = capture.component({ methods: { search } })
  expect(methods.search.cancel()).toBe('cancelled')
  expect([methods.search.name, methods.search.length]).toEqual(['find', 2])
  const page = capture.page({ onShow: search })
  expect(page.onShow.cancel()).toBe('cancelled')
})

test('a method that is a value of another kind stays the very same', () => {
  const { capture } = createObserved()
  const table = { a: 1 }
  expect(capture.component({ methods: { table, n: 3 } }).methods).toMatchObject({ table, n: 3 })
})
