/** @jest-environment jsdom */
import { join } from 'node:path'
import { createPhone, OPTIONS, USER } from '../../kit/phone'
import { createShopRoot, type Way } from './shop-root'

type Method = (...args: unknown[]) => unknown
type Instance = Record<string, unknown>
interface Rendered {
  readonly instance: Instance
  attach(parent: Element): void
  detach(): void
  querySelector(selector: string): Rendered | undefined
  dispatchEvent(name: string): void
  triggerPageLifeTime(name: string): void
}
interface Simulate {
  load(path: string, options: object): string
  render(id: string, properties?: object): Rendered
}
const host: Record<string, unknown> = globalThis
const GLOBALS = ['App', 'Page', 'Component', 'Behavior', 'wx', 'requirePlugin']
/** With any plugin in app.json, base libraries have made their globals read-only. */
const lock = (locked: boolean) => {
  for (const name of GLOBALS) {
    const value = host[name]
    Object.defineProperty(globalThis, name, { value, writable: !locked, configurable: true })
  }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))
/** Here `is` is no path but made anew for every component that is loaded. */
const withoutIds = (text: string) => text.replace(/"[a-j]{10,}"/g, '"an id"')

/** The shop of the fixture on miniprogram-simulate, its globals read-only; pages are rendered as components, as its makers advise. */
const openShop = (way: Way) => {
  jest.resetModules()
  const shop = createShopRoot(way)
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  tracker.setUser(USER)
  const log: unknown[] = []
  let app: Record<string, Method> = {}
  const simulate = jest.requireActual<Simulate>('miniprogram-simulate')
  host['requirePlugin'] = () => ({ ...tracker, init: () => {}, setUser: () => {} })
  host['wx'] = {
    getStorageSync: () => log,
    setStorageSync: (_: string, lines: unknown[]) => {
      log.push(JSON.parse(withoutIds(JSON.stringify(lines[lines.length - 1]))))
    },
  }
  host['App'] = (options: typeof app) => {
    app = options
  }
  const define = host['Component'] as (options: object) => void
  host['Page'] = ({ data, behaviors = [], ...methods }: Instance) =>
    define({ data, behaviors, methods })
  const given = GLOBALS.map((name) => host[name])
  lock(true)
  jest.requireActual(join(shop.miniprogram, 'app.js'))

  const call = (page: Rendered, name: string, ...args: unknown[]): void => {
    try {
      ;(page.instance[name] as Method | undefined)?.apply(page.instance, args)
    } catch (error) {
      log.push(['the framework catches', String(error)])
    }
  }
  const show = async (page: Rendered) => {
    call(page, 'onShow')
    page.triggerPageLifeTime('show')
    page.querySelector('#card')?.triggerPageLifeTime('show')
    await settle()
  }
  return {
    log,
    call,
    show,
    enter: (options: object) => {
      app['onLaunch']?.(options)
      app['onShow']?.(options)
    },
    async open(route: string, query: Record<string, string> = {}): Promise<Rendered> {
      const id = simulate.load(join(shop.miniprogram, route), {
        compiler: 'simulate',
        rootPath: shop.miniprogram,
      })
      const page = simulate.render(id, query)
      Object.assign(page.instance, { route, options: query })
      page.attach(document.body)
      call(page, 'onLoad', query)
      await show(page)
      call(page, 'onReady')
      return page
    },
    async close(page: Rendered) {
      call(page, 'onUnload')
      page.detach()
      await settle()
    },
    async tap(page: Rendered, ...path: string[]) {
      const target = path.reduce<Rendered | undefined>((in_, id) => in_?.querySelector(id), page)
      if (!target) throw new Error(`nothing to tap at ${path.join(' ')}`)
      target.dispatchEvent('tap')
      await settle()
    },
    async pages() {
      await phone.clock.pass(1_000)
      return phone.collector.stored.map(({ props }) => props.page)
    },
    /** Whether WeChat's globals are what they were. */
    untouched: () => GLOBALS.every((name, i) => host[name] === given[i]),
    remove() {
      lock(false)
      shop.remove()
    },
  }
}

const walk = async (way: Way) => {
  const { open, tap, call, show, close, enter, ...shop } = openShop(way)
  enter({ path: 'pages/first', scene: 1001, query: {} })
  const first = await open('pages/first', { from: 'qr' })
  await tap(first, '#card', '#tap-card')
  await tap(first, '#pay-first')
  call(first, 'onHide')
  const built = await open('pages/built', { order_id: '42' })
  await tap(built, '#pay-built')
  await close(built)
  await show(first)
  await tap(first, '#card', '#tap-card')
  await tap(first, '#pay-first')
  call(first, 'onHide')
  const shared = await open('pages/shared', { sku: 'tea' })
  await tap(shared, '#pay-shared')
  await close(shared)
  await close(first)
  const pages = await shop.pages()
  const untouched = shop.untouched()
  shop.remove()
  return { log: shop.log, pages, untouched }
}

describe('A shop on miniprogram-simulate', () => {
  let bare: Awaited<ReturnType<typeof walk>>
  beforeAll(async () => {
    bare = await walk('bare')
  })

  test('the walk goes through every lifecycle, and their error is heard', () => {
    const names = new Set(bare.log.map((line) => (line as string[])[0]))
    const lived = ['App.onShow', 'onLoad', 'onHide', 'onUnload', 'shared.onLoad', 'card.detached']
    for (const name of lived) expect(names).toContain(name)
    expect(bare.log).toContainEqual(['the framework catches', 'Error: theirs'])
  })

  test.each<Way>(['options wrapped', 'constructors wrapped'])(
    'cannot see that it is %s, and every event names its page',
    async (way) => {
      const wrapped = await walk(way)
      expect(wrapped.log).toEqual(bare.log)
      expect(wrapped.untouched).toBe(true)
      expect(wrapped.pages).toEqual([
        'pages/first?from=qr',
        'pages/built?order_id=42',
        'pages/first?from=qr',
        'pages/shared?sku=tea',
      ])
    },
  )
})
