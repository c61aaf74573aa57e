import type { AssociatedBackend, CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { Problem, WindowConfig } from '../compiled'
import { printQuery } from './app-lifecycle'
import { createEventChannel, type EventChannel, type Events } from './event-channel'
import { drawPageFault } from './fault'
import { createEndNotice } from './near-end'
import { ApiFailure } from './wx/api'

export interface Address {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

type Lifecycle =
  | 'onLoad'
  | 'onShow'
  | 'onReady'
  | 'onHide'
  | 'onUnload'
  | 'onPageScroll'
  | 'onReachBottom'
  | 'onPullDownRefresh'
  | 'onTabItemTap'

export interface OpenPage extends Address {
  /** What `getCurrentPages` gives out: `this` of the page. */
  readonly instance: Record<string, unknown>
  readonly view: HTMLElement
  /** The page's own navigation bar, as far as it differs from the app's. */
  window: WindowConfig
  /** Puts it into the phone; its components attach now. */
  attach(): void
  call(name: Lifecycle, argument?: unknown): void
  close(): void
}

interface PageHost {
  /** Called with each lifecycle that a page is given. */
  readonly onLifecycle: (path: string, name: string) => void
  readonly backend: AssociatedBackend
  readonly space: CodeSpace
  readonly container: HTMLElement
  /** What the app's pages have where their own json says nothing. */
  readonly window?: WindowConfig | undefined
  /** Why a page cannot be drawn; undefined: it can. */
  readonly problemOf: (path: string) => Problem | undefined
  /** The component that a tab page draws as its tab bar, if the app has one of its own. */
  readonly tabBarOf: (path: string) => string | undefined
  /** Called with what code of the page threw, and in which lifecycle. */
  readonly onFault: (where: string, error: unknown) => void
}

// Unless the page or the app sets another.
const REACH_BOTTOM_PX = 50

const isDecodable = (text: string) => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

// The framework decodes the query for the properties of a page that is a component, and throws at what is broken.
const urlOf = ({ path, query }: Address) => {
  const sound = Object.entries(query).filter(([key, value]) => isDecodable(key + value))
  return sound.length > 0 ? `${path}?${printQuery(Object.fromEntries(sound))}` : path
}

/** Makes the page; the page stack attaches it and calls its lifecycles. */
const openPage = (host: PageHost, address: Address, channel: EventChannel): OpenPage => {
  const { backend, space, container, problemOf, tabBarOf, onFault, onLifecycle } = host
  const { path, query } = address
  const root = backend.createRoot('wx-page', space, urlOf(address))
  const component = root.getComponent()
  // The framework types its nodes by backend; the backend here is the DOM.
  const element = component.$$ as unknown as HTMLElement
  element.dataset['path'] = path

  const view = document.createElement('div')
  view.className = 'page-view'
  const scroller = document.createElement('div')
  scroller.className = 'page-scroll'
  const placeholder = document.createElement('div')
  scroller.append(placeholder)
  view.append(scroller)
  container.append(view)

  // The adapter's instance has no room in its type for what WeChat puts on a page.
  const instance = root.get() as unknown as Record<string, unknown>
  Object.assign(instance, {
    route: path,
    options: query,
    getOpenerEventChannel: () => channel,
    __displayReporter: undefined,
  })
  const tabBarPath = tabBarOf(path)
  const tabBar = tabBarPath ? backend.createRoot('wx-tab-bar', space, tabBarPath) : undefined
  if (tabBar) instance['getTabBar'] = () => tabBar.get()
  const call = (name: Lifecycle, argument?: unknown) => {
    if (name !== 'onPageScroll' && name !== 'onReachBottom') onLifecycle(path, name)
    const method = instance[name]
    try {
      if (typeof method === 'function') method.call(instance, argument)
    } catch (error) {
      // As in WeChat: an error in a lifecycle is reported and does not stop the navigation.
      onFault(`${path} ${name}`, error)
    }
    if (name === 'onShow') component.triggerPageLifetime('show', [])
    if (name === 'onHide') component.triggerPageLifetime('hide', [])
  }
  const window = (space.getComponentStaticConfig(path) ?? {}) as WindowConfig
  const { onReachBottomDistance: distance = REACH_BOTTOM_PX } = { ...host.window, ...window }
  const noteEnd = createEndNotice(() => call('onReachBottom'))
  scroller.addEventListener('scroll', () => {
    call('onPageScroll', { scrollTop: scroller.scrollTop })
    const { scrollHeight: whole, clientHeight, scrollTop } = scroller
    noteEnd({ left: whole - clientHeight - scrollTop, distance, whole })
  })
  return {
    path,
    query,
    instance,
    view,
    window,
    attach() {
      root.attach(scroller as never, placeholder as never)
      if (tabBar) {
        const place = document.createElement('div')
        view.append(place)
        tabBar.attach(view as never, place as never)
      }
      const problem = problemOf(path)
      if (problem) drawPageFault(scroller, problem)
    },
    call,
    close() {
      call('onUnload')
      tabBar?.release()
      root.release()
      view.remove()
    },
  }
}

interface Options {
  readonly host: PageHost
  readonly pages: readonly string[]
  readonly tabs: readonly string[]
  /** Called after each change of what is in front. */
  readonly onChange: () => void
}

// WeChat's own bound.
const MAX_DEPTH = 10

/** The open pages, with WeChat's order of lifecycles on every way from one to another. */
export const createPageStack = ({ host, pages, tabs, onChange }: Options) => {
  let stack: OpenPage[] = []
  /** Tab pages stay alive while another tab is in front. */
  const kept = new Map<string, OpenPage>()
  const top = () => stack.at(-1)

  const ensure = ({ path }: Address) => {
    if (!pages.includes(path)) throw new ApiFailure(`page "${path}" is not found`)
  }
  const front = () => {
    for (const page of [...stack, ...kept.values()]) page.view.hidden = page !== top()
    onChange()
  }
  const close = (page: OpenPage) => {
    kept.delete(page.path)
    page.close()
  }
  const open = (address: Address, events?: Events) => {
    // Where no page opened it, there is no other end.
    const { opener, opened } = createEventChannel(events)
    const page = openPage(host, address, opened)
    stack.push(page)
    if (tabs.includes(page.path)) kept.set(page.path, page)
    // In front before its components attach: they ask for the page that they are on.
    page.attach()
    front()
    page.call('onLoad', { ...address.query })
    page.call('onShow')
    setTimeout(() => page.call('onReady'), 0)
    return opener
  }
  const notTab = ({ path }: Address, verb: string) => {
    if (tabs.includes(path)) throw new ApiFailure(`can not ${verb} a tabbar page`)
  }
  return {
    pages: (): readonly OpenPage[] => stack,
    top,
    refresh: onChange,
    /** Returns the opener's end of the channel between the two pages. */
    push(address: Address, events?: Events) {
      ensure(address)
      notTab(address, 'navigateTo')
      if (stack.length >= MAX_DEPTH) throw new ApiFailure('webview count limit exceed')
      top()?.call('onHide')
      return open(address, events)
    },
    replace(address: Address) {
      ensure(address)
      notTab(address, 'redirectTo')
      const old = stack.pop()
      if (old) close(old)
      open(address)
    },
    relaunch(address: Address) {
      ensure(address)
      const old = new Set([...[...stack].reverse(), ...kept.values()])
      stack = []
      old.forEach(close)
      open(address)
    },
    switchTab({ path }: Address) {
      ensure({ path, query: {} })
      if (!tabs.includes(path)) throw new ApiFailure('can not switch to no-tabBar page')
      const old = top()
      // A tab below another page has been hidden since that one came.
      if (old && tabs.includes(old.path) && old.path !== path) old.call('onHide')
      const others = stack.filter((page) => !tabs.includes(page.path)).reverse()
      stack = []
      others.forEach(close)
      const known = kept.get(path)
      if (!known) {
        open({ path, query: {} })
        return
      }
      stack = [known]
      front()
      if (old !== known) known.call('onShow')
    },
    back(delta = 1) {
      if (stack.length < 2) throw new ApiFailure('cannot navigate back at first page.')
      const gone = stack.splice(Math.max(1, stack.length - delta)).reverse()
      gone.forEach(close)
      front()
      top()?.call('onShow')
    },
  }
}
export type PageStack = ReturnType<typeof createPageStack>
