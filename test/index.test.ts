import { installWx } from './kit/wx'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown
type Options = Readonly<Record<string, AnyFunction>>
type Wrap = (original: AnyFunction) => (...options: unknown[]) => unknown
interface Plugin {
  readonly init: (options: object) => void
  readonly setUser: (user: object) => void
  readonly wrapApp: Wrap
  readonly wrapPage: Wrap
  readonly wrapComponent: Wrap
  readonly page: (options: object, extra?: unknown) => Options
  readonly trackOrder: (change: object) => { queued: string[]; issues: unknown[] }
  readonly flush: () => Promise<void>
  readonly getStatus: () => object
}

/** The plugin as `requirePlugin` gives it, loaded anew on a phone of its own. */
const load = () => {
  jest.resetModules()
  const fake = installWx()
  const plugin = jest.requireActual<Plugin>('../plugin/index')
  plugin.init({ appId: 'bi0123456789abcdef' })
  plugin.setUser({ open_id: 'o-1' })
  return { ...fake, plugin }
}
const ORDER = {
  order_status: 'pay',
  order_id: 'A',
  coupons: [{ coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n' }],
}

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

test('an order that is reported on a page of wrapPage is sent with that page', async () => {
  const { plugin, requests } = load()
  const pages: Options[] = []
  plugin.wrapPage((options) => void pages.push(options as Options))({ data: {} })
  const page = { route: 'pages/order', options: {} }
  pages[0]?.['onLoad']?.call(page, { order_id: 'A' })
  pages[0]?.['onShow']?.call(page)
  expect(plugin.trackOrder(ORDER)).toMatchObject({ queued: ['consume/A/i'], issues: [] })
  await jest.advanceTimersByTimeAsync(0)
  expect(requests.map(({ data }) => data)).toMatchObject([
    { props: { page: 'pages/order?order_id=A', chan: { chan_wxapp_scene: 1001 } } },
  ])
  requests[0]?.success({ statusCode: 200, data: { code: 0 } })
  const flushed = plugin.flush()
  await jest.advanceTimersByTimeAsync(0)
  await expect(flushed).resolves.toBeUndefined()
  expect(plugin.getStatus()).toMatchObject({ pending: 0, accepted: 1 })
})

test.each(['wrapApp', 'wrapPage', 'wrapComponent'] as const)(
  '%s hands through what is no options object, and all behind it',
  (name) => {
    const { plugin } = load()
    const given: unknown[][] = []
    const Constructor = (...args: unknown[]): void => void given.push(args)
    const more = { own: true }
    plugin[name](Constructor)({ data: {} }, 7, more)
    plugin[name](Constructor)(7, more)
    expect(given).toEqual([
      [expect.objectContaining({ data: {} }), 7, more],
      [7, more],
    ])
    // The very objects.
    expect(given[0]?.[2]).toBe(more)
    expect(given[1]?.[1]).toBe(more)
  },
)

test.each(['wrapApp', 'wrapPage', 'wrapComponent'] as const)(
  '%s calls the constructor once, with options like the merchant’s, and gives back what it gives',
  (name) => {
    const { plugin } = load()
    const calls: unknown[][] = []
    const built = plugin[name]((...args) => {
      calls.push(args)
      return 'registered'
    })
    const given = { data: { n: 1 } }
    expect(built(given)).toBe('registered')
    expect(calls).toEqual([[expect.objectContaining(given)]])
    expect(Object.keys(given)).toEqual(['data'])
  },
)

test.each(['wrapApp', 'wrapPage', 'wrapComponent'] as const)(
  'what the constructor throws, %s throws',
  (name) => {
    const { plugin } = load()
    const built = plugin[name](() => {
      throw new Error('theirs')
    })
    expect(() => built({})).toThrow('theirs')
  },
)

test('the chaining builder of Component() is handed through', () => {
  const { plugin } = load()
  const chained: unknown[] = []
  const builder = {
    data: (data: object) => (chained.push(data), builder),
    register: () => void chained.push('registered'),
  }
  const counts: number[] = []
  const built = plugin.wrapComponent((...args) => (counts.push(args.length), builder))
  expect(built()).toBe(builder)
  ;(built() as typeof builder).data({ n: 1 }).register()
  expect(counts).toEqual([0, 0])
  expect(chained).toEqual([{ n: 1 }, 'registered'])
})

test('where the global Page is read-only everything works, since nothing is assigned', () => {
  const original: AnyFunction = (options) => options
  Object.defineProperty(globalThis, 'Page', {
    value: original,
    writable: false,
    configurable: true,
  })
  const { plugin } = load()
  const { Page } = globalThis as unknown as { Page: AnyFunction }
  const options = plugin.wrapPage(Page)({ onShow: () => 'shown' }) as Options
  expect(options['onShow']?.call({ route: 'pages/a' })).toBe('shown')
  expect((globalThis as unknown as { Page: unknown }).Page).toBe(original)
  Reflect.deleteProperty(globalThis, 'Page')
})

test.each([undefined, null, 7, { page_title: 7 }])(
  'a page that is named by %p is a page still',
  (extra) => {
    const { plugin } = load()
    const options = plugin.page({ onShow: () => 'shown' }, extra)
    expect(options['onShow']?.call({ route: 'pages/a' })).toBe('shown')
  },
)
