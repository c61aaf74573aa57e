import { EmptyBackendContext } from 'glass-easel'
import { type ComponentEnv, MiniProgramEnv, type Root } from 'glass-easel-miniprogram-adapter'
import { change, createPhone, OPTIONS, USER } from '../kit/phone'
import { compileTemplate } from './compile-template'
import { loadLibrary } from './load-library'

type Method = (...args: unknown[]) => unknown
/** WeChat's `Page`, `Component`, `Behavior`: options in. */
type Define = (options: object) => unknown
export interface Globals {
  readonly Page: Define
  readonly Component: Define
  readonly Behavior: Define
  readonly [name: string]: unknown
}
export type Instance = Record<string, unknown> & {
  readonly data: Record<string, unknown>
  setData(change: object): void
}
/** What a page shows: its template, and the components in it by their tags. */
interface View {
  readonly wxml?: string
  readonly usingComponents?: Record<string, string>
}
export type Way = 'bare' | 'options wrapped' | 'constructors wrapped'

/** Lets what is due in this turn and in the next happen: MobX hands its changes over a little later. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

/**
 * A mini-program in WeChat's own component framework, without a screen, and the plugin that its pages report orders to.
 * What the merchant's code writes with `note` stands in `trace`, in its order.
 */
export const createStage = (way: Way) => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.init(OPTIONS)
  tracker.setUser(USER)
  const trace: unknown[] = []
  const stack: Instance[] = []
  const closers = new Map<Instance, () => void>()
  const app = {}
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  const screen = new EmptyBackendContext()
  const backend = env.associateBackend(screen)
  let running: ComponentEnv = space.componentEnv('shared', (shared) => shared)

  const note = (...line: unknown[]): void => {
    trace.push(JSON.parse(JSON.stringify(line, (_, value: unknown) => value ?? null)))
  }
  const define = (kind: 'Page' | 'Component' | 'Behavior') => (options: object) => {
    const make: Define = running[kind]
    return make(options)
  }
  const around = (wrap: (original: never) => unknown, original: Define) =>
    (way === 'constructors wrapped' ? wrap(original as never) : original) as Define
  const launch = (options: object) => {
    Object.assign(app, options)
    for (const name of ['onLaunch', 'onShow'])
      call(app as Instance, name, { scene: 1011, query: {} })
  }
  const globals: Globals = {
    Page: around(tracker.wrapPage, define('Page')),
    Component: around(tracker.wrapComponent, define('Component')),
    Behavior: define('Behavior'),
    App: around(tracker.wrapApp, launch),
    getApp: () => app,
    getCurrentPages: () => stack,
    wx: {
      nextTick: (run: () => void) => void Promise.resolve().then(run),
      canIUse: () => true,
      getSystemInfoSync: () => ({ SDKVersion: '3.7.6' }),
      getAppBaseInfo: () => ({ SDKVersion: '3.7.6' }),
    },
  }
  const observed = <T extends object>(observe: (options: object) => object, options: T) =>
    (way === 'options wrapped' ? observe(options) : options) as T
  const call = (self: Instance | undefined, name: string, ...args: unknown[]): unknown => {
    try {
      return (self?.[name] as Method | undefined)?.apply(self, args)
    } catch (error) {
      return note('the framework catches', String(error))
    }
  }
  const attach = (root: Root): void => {
    const top = screen.getRootNode()
    const [parent, place] = [top.createElement('div', 'div'), top.createElement('div', 'div')]
    parent.appendChild(place)
    root.attach(parent, place)
  }
  const hide = () => call(stack[stack.length - 1], 'onHide')

  return {
    trace,
    note,
    call,
    settle,
    globals,
    load: <Exports>(entries: Readonly<Record<keyof Exports & string, string>>) =>
      loadLibrary<Exports>(entries, globals),
    /** `Page(tracker.page({...}))`, where the merchant wraps that way. */
    page: <T extends object>(options: T) => observed(tracker.page, options),
    component: <T extends object>(options: T) => observed(tracker.component, options),
    /** Runs the merchant's script of a page or component, as WeChat does before it opens the first. */
    script(path: string, run: (given: Globals) => void, view: View = {}): void {
      space.addComponentStaticConfig(path, {
        component: true,
        usingComponents: view.usingComponents ?? {},
      })
      if (view.wxml) space.addCompiledTemplate(path, compileTemplate(path, view.wxml))
      space.componentEnv(path, (given) => {
        running = given
        run(globals)
      })
    },
    /** Opens a page over the one in front: created, attached, loaded, shown and ready. */
    async navigateTo(url: string): Promise<Instance> {
      hide()
      const root = backend.createRoot('wx-page', space, url)
      const page = root.get() as unknown as Instance
      const options = Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? ''))
      Object.assign(page, { route: url.split('?')[0], options })
      stack.push(page)
      attach(root)
      closers.set(page, () => root.release())
      call(page, 'onLoad', options)
      call(page, 'onShow')
      root.getComponent().triggerPageLifetime('show', [])
      root.getComponent().triggerLifetime('ready', [])
      call(page, 'onReady')
      await settle()
      return page
    },
    /** Puts a component on the page in front: created and attached. */
    async place(path: string): Promise<Instance> {
      const root = backend.createRoot('wx-component', space, path)
      attach(root)
      await settle()
      return root.get() as unknown as Instance
    },
    async navigateBack(): Promise<void> {
      const gone = stack.pop()
      call(gone, 'onUnload')
      if (gone) closers.get(gone)?.()
      call(stack[stack.length - 1], 'onShow')
      await settle()
    },
    /** Tells the plugin of a payment; bare pages have none. */
    pay(order_id: string): void {
      note('pay', order_id)
      if (way !== 'bare') tracker.trackOrder(change('pay', order_id))
    },
    /** The page of every event that was reported, in order. */
    async pages(): Promise<unknown[]> {
      await phone.clock.pass(1_000)
      return phone.collector.stored.map(({ props }) => props.page)
    },
  }
}
export type Stage = ReturnType<typeof createStage>
