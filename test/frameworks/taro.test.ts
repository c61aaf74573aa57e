import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'

type Lifecycles = Record<string, (...args: unknown[]) => unknown>
interface Element {
  id: string
  readonly ctx: Instance | null
  readonly dataset: object
  appendChild(child: Element): void
  addEventListener(name: string, listener: (event: object) => void): void
}
interface Router {
  readonly params: Record<string, unknown>
  readonly path: string
}
interface Taro {
  readonly Current: { app?: object; router?: Router | null; page?: unknown }
  readonly document: { createElement(tag: string): Element; getElementById(id: string): Element }
  createPageConfig(page: object, route: string, data: object, config: object): Lifecycles
  createComponentConfig(component: object, name: string, data: object): object
  createRecursiveComponentConfig(): object
  injectPageInstance(instance: object, id: string): void
}

/** What a framework (React, Vue) does for Taro: mounts a page's tree, and gives Taro the page's own lifecycles. */
const mountWith = ({ Current, document, injectPageInstance }: Taro): void => {
  Current.app = {
    mount(build: (root: Element) => object, id: string, done: () => void) {
      const root = document.createElement('root')
      root.id = id
      injectPageInstance(build(root), id)
      document.getElementById('app').appendChild(root)
      done()
    },
    unmount: (_: string, done: () => void) => done(),
  }
}
/** A page as React would build it: a button, and lifecycles that say where Taro thinks it is. */
const payPage =
  ({ note, pay }: Stage, { Current, document }: Taro) =>
  (root: Element) => {
    const button = document.createElement('button')
    button.id = 'pay'
    button.addEventListener('tap', () => {
      note('tap', Current.router?.path)
      pay('A')
    })
    root.appendChild(button)
    return {
      onLoad: (params: Record<string, unknown>) => note('onLoad', params['sku']),
      onShow: () => note('onShow', Current.router?.path, Current.router?.params['sku']),
      onReady: () => note('onReady', root.ctx?.['route']),
      onHide: () => note('onHide'),
      onUnload: () => note('onUnload'),
      onPullDownRefresh: () => note('onPullDownRefresh'),
    }
  }
const tap = { type: 'tap', target: { id: 'pay' }, currentTarget: { id: 'pay', dataset: {} } }
const empty = { root: { cn: [] } }

const VERSIONS = [
  ['4', require.resolve('@tarojs/runtime')],
  ['3', require.resolve('taro-runtime-3')],
] as const

describe.each(VERSIONS)('Taro %s', (_, entry) => {
  const start = (stage: Stage) => {
    const { taro } = stage.load<{ taro: Taro }>({ taro: entry })
    mountWith(taro)
    return taro
  }
  const home = ({ script, page }: Stage) => script('pages/home', ({ Page }) => Page(page({})))
  const shopping = async ({ call, navigateBack, navigateTo, note, settle }: Stage) => {
    await navigateTo('pages/home')
    const pay = await navigateTo('pages/pay?sku=tea')
    await settle()
    note('drawn', Object.keys(pay.data), 'onShareAppMessage' in pay, 'onPageScroll' in pay)
    call(pay, 'eh', tap)
    call(pay, 'onPullDownRefresh')
    await navigateTo('pages/home')
    await navigateBack()
    await navigateBack()
  }
  const seen = [
    ['onLoad', 'tea'],
    ['onShow', '/pages/pay', 'tea'],
    ['onReady', 'pages/pay'],
    ['drawn', ['root'], false, true],
    ['tap', '/pages/pay'],
    ['pay', 'A'],
    ['onPullDownRefresh'],
    ['onHide'],
    ['onShow', '/pages/pay', 'tea'],
    ['onUnload'],
  ]

  test.each([
    ['as it comes', <T>(config: T) => config],
    ['frozen', Object.freeze],
  ])('a page of createPageConfig, %s', async (_name, finish) => {
    const trace = await expectAlike(
      async (stage) => {
        const taro = start(stage)
        home(stage)
        stage.script('pages/pay', ({ Page }) => {
          const config = taro.createPageConfig(payPage(stage, taro), 'pages/pay', empty, {})
          Page(stage.page(finish(config) as object))
        })
        await shopping(stage)
      },
      ['pages/pay?sku=tea'],
    )
    expect(trace).toEqual(seen)
  })

  test('a page of createPageConfig that may be shared keeps its share', async () => {
    await expectAlike(async (stage) => {
      const taro = start(stage)
      const shared = Object.assign(payPage(stage, taro), { enableShareAppMessage: true })
      stage.script('pages/pay', ({ Page }) =>
        Page(stage.page(taro.createPageConfig(shared, 'pages/pay', empty, {}))),
      )
      const page = await stage.navigateTo('pages/pay?sku=tea')
      stage.note('shared', 'onShareAppMessage' in page, 'onShareTimeline' in page)
      expect(stage.trace).toContainEqual(['shared', true, false])
    }, [])
  })

  test('a component of createComponentConfig, which is mounted in a page of another make', async () => {
    const trace = await expectAlike(
      async (stage) => {
        const taro = start(stage)
        home(stage)
        stage.script('components/pay', ({ Component }) => {
          const { note, pay } = stage
          const onLoad = () => {
            note('mounted')
            pay('A')
          }
          // Taro leaves objects where WeChat's framework wants lists, unless the component names them.
          const build = Object.assign(() => ({ onLoad }), { externalClasses: [], behaviors: [] })
          const config = taro.createComponentConfig(build, 'components/pay', empty)
          Component(stage.component(Object.freeze(config)))
        })
        await stage.navigateTo('pages/home')
        const placed = await stage.place('components/pay')
        stage.note('drawn', Object.keys(placed.data))
      },
      ['pages/home'],
    )
    expect(trace).toEqual([['mounted'], ['pay', 'A'], ['drawn', ['root']]])
  })

  test('the component that draws every tree is the same to WeChat', async () => {
    await expectAlike(async (stage) => {
      const taro = start(stage)
      stage.script('comp', ({ Component }) =>
        Component(stage.component(taro.createRecursiveComponentConfig())),
      )
      const placed = await stage.place('comp')
      stage.note(placed.data, typeof placed['eh'])
      expect(stage.trace).toEqual([[{ i: { nn: expect.anything() }, l: '' }, 'function']])
    }, [])
  })
})
