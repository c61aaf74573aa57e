import type { AssociatedBackend, CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { WindowConfig } from '../compiled'
import { printQuery } from './entry'

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

export interface OpenPage extends Address {
  /** What `getCurrentPages` gives out: `this` of the page. */
  readonly instance: Record<string, unknown>
  readonly view: HTMLElement
  /** The page's own navigation bar, as far as it differs from the app's. */
  window: WindowConfig
  call(name: Lifecycle, argument?: unknown): void
  close(): void
}

interface Ground {
  readonly backend: AssociatedBackend
  readonly space: CodeSpace
  readonly container: HTMLElement
}

const REACH_BOTTOM_PX = 50

/** Makes the page and attaches it; its lifecycles are called by the page stack. */
export const openPage = ({ backend, space, container }: Ground, address: Address): OpenPage => {
  const { path, query } = address
  const url = Object.keys(query).length > 0 ? `${path}?${printQuery(query)}` : path
  const root = backend.createRoot('wx-page', space, url)
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
  Object.assign(instance, { route: path, options: query, __displayReporter: undefined })
  const call = (name: Lifecycle, argument?: unknown) => {
    const method = instance[name]
    try {
      if (typeof method === 'function') method.call(instance, argument)
    } catch (error) {
      // As in WeChat: an error in a lifecycle is told and does not stop the navigation.
      console.error(error)
    }
    if (name === 'onShow') component.triggerPageLifetime('show', [])
    if (name === 'onHide') component.triggerPageLifetime('hide', [])
  }
  scroller.addEventListener('scroll', () => {
    call('onPageScroll', { scrollTop: scroller.scrollTop })
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
    if (left < REACH_BOTTOM_PX) call('onReachBottom')
  })
  root.attach(scroller as never, placeholder as never)
  return {
    path,
    query,
    instance,
    view,
    window: (space.getComponentStaticConfig(path) ?? {}) as WindowConfig,
    call,
    close() {
      call('onUnload')
      root.release()
      view.remove()
    },
  }
}
