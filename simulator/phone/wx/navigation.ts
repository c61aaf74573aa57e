import { parseQuery } from '../app-lifecycle'
import type { Events } from '../event-channel'
import type { Address, PageStack } from '../page-stack'
import { api } from './api'

/** The path of the page that `to` names, seen from the page `from`; without a leading `/`. */
const joinPath = (from: string, to: string): string => {
  const slices = to.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const slice of to.split('/')) {
    if (slice === '..') slices.pop()
    else if (slice !== '' && slice !== '.') slices.push(slice)
  }
  return slices.join('/')
}

interface Url {
  readonly url: string
  readonly events?: Events
  readonly fail?: unknown
}

/** The ways from page to page. `onFailure` gets a way that leads nowhere, where the shop itself does not ask for that. */
export const createNavigationApi = (
  stack: PageStack,
  onFailure: (name: string, error: unknown) => void,
) => {
  const address = ({ url }: Url): Address => {
    const [path = '', query = ''] = url.split(/\?(.*)/s)
    return { path: joinPath(stack.top()?.path ?? '', path), query: parseQuery(query) }
  }
  const way = <R extends object | void>(name: string, go: (to: Address, events?: Events) => R) =>
    api(name, (to: Url) => {
      try {
        return go(address(to), to.events)
      } catch (error) {
        if (!to.fail) onFailure(`wx.${name} ${to.url}`, (error as Error).message)
        throw error
      }
    })
  return {
    navigateTo: way('navigateTo', (to, events) => ({ eventChannel: stack.push(to, events) })),
    redirectTo: way('redirectTo', stack.replace),
    reLaunch: way('reLaunch', stack.relaunch),
    switchTab: way('switchTab', stack.switchTab),
    navigateBack: api('navigateBack', ({ delta }: { delta?: number }) => stack.back(delta)),
    setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => {
      const page = stack.top()
      if (page) page.window = { ...page.window, navigationBarTitleText: title }
      stack.refresh()
    }),
    setNavigationBarColor: api(
      'setNavigationBarColor',
      (color: { frontColor: string; backgroundColor: string }) => {
        const page = stack.top()
        const front = color.frontColor === '#ffffff' ? 'white' : 'black'
        if (page) {
          page.window = {
            ...page.window,
            navigationBarBackgroundColor: color.backgroundColor,
            navigationBarTextStyle: front,
          }
        }
        stack.refresh()
      },
    ),
    pageScrollTo: api('pageScrollTo', ({ scrollTop = 0 }: { scrollTop?: number }) => {
      stack.top()?.view.firstElementChild?.scrollTo({ top: scrollTop, behavior: 'smooth' })
    }),
    startPullDownRefresh: api('startPullDownRefresh', () => stack.top()?.call('onPullDownRefresh')),
    stopPullDownRefresh: api('stopPullDownRefresh', () => undefined),
  }
}

type Maker = 'createSelectorQuery' | 'createIntersectionObserver'
type Component = Record<Maker, (options?: unknown) => unknown>

/** Before there is a page, nothing is found. */
const nothing = (): object => {
  const query: object = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'exec'
          ? (callback?: (found: readonly null[]) => void) => callback?.([])
          : () => query,
    },
  )
  return query
}

/** Asking for elements: without a component of one's own, in the page in front. */
export const createElementApi = (stack: PageStack) => {
  // A page is a component to the framework; the stack knows it as the merchant's object.
  const inFront = () => stack.top()?.instance as unknown as Component | undefined
  return {
    createSelectorQuery: () => inFront()?.createSelectorQuery() ?? nothing(),
    createIntersectionObserver: (component: Component | undefined, options?: unknown) =>
      (component ?? inFront())?.createIntersectionObserver(options) ?? nothing(),
  }
}
