import type { Component, Context } from '../event/context'
import { optional, parse, text } from '../event/schema'
import { createChannel, type EnterOptions } from './channel'
import { observe, observePage, redefine, type Watch } from './observe'
import type * as ObserveComponent from './observe-component'
import { givenPagePath, pagePath, titleOf } from './page-path'
import { createVisits, isPage, type PageInstance } from './visits'

/** What WeChat puts on every component instance: the id in the template, and the component's path. */
interface ComponentInstance {
  readonly id?: unknown
  readonly is?: unknown
}

/** What the merchant says of the place, and what `init` says of all of them. */
export interface Named {
  readonly page?: string | undefined
  readonly page_title?: string | undefined
}
export interface Naming {
  /** Query keys that never leave. */
  readonly redactQuery: readonly string[]
  /** Route → title. */
  readonly titles?: Readonly<Record<string, string>> | undefined
}
/** Where it happens, as far as it is captured. */
export type Place = Pick<Context, 'page' | 'page_title' | 'chan' | 'component'>

/** What is captured passes the schema of what is given. */
const textOf = (value: unknown): string | undefined => parse(optional(text), value).output
/** What the merchant hands over beside the options, if anything. */
const naming = (extra: unknown) =>
  Object(extra) as { readonly page_title?: unknown; readonly component_name?: unknown }

/**
 * Watches the merchant's pages, components and app, and knows where an event happens. `guard` makes of what is ours
 * something that keeps its errors from the merchant; `entry` gives how the mini-program was entered last, where no
 * `appShow` is forwarded; `shown` is called when the app comes to the front, `moved` when a page does.
 */
export const createCapture = (
  guard: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void,
  entry: () => EnterOptions | undefined,
  shown: () => void,
  moved: () => void,
) => {
  const channel = createChannel()
  /**
   * The components whose code is running, the innermost last. After an `await` it no longer counts as running: there
   * the merchant names the component in `trackOrder`.
   */
  const running: [self: unknown, name: string | undefined][] = []
  let forwarded = false
  /** The page that was forwarded last. */
  let last: { path: string; query: object } | undefined

  const poll = (): void => {
    const options = !forwarded && entry()
    if (options) channel.poll(options)
  }
  const visits = createVisits(poll)
  const watches = (title?: string) => {
    const on = (act: (page: PageInstance, args: readonly unknown[]) => void): Watch =>
      guard((self, args) => {
        if (isPage(self)) act(self, args)
      })
    const ends = new Set<string>()
    return {
      onLoad: [
        on((page, args) => {
          visits.show(page, ends, title, (args[0] ?? page.options ?? {}) as PageInstance['options'])
          moved()
        }),
      ],
      onShow: [
        on((page) => {
          visits.show(page, ends, title)
          moved()
        }),
      ],
      onHide: [on(visits.hide), undefined, () => void ends.add('onHide')],
      onUnload: [undefined, on(visits.unload), () => void ends.add('onUnload')],
    } as const
  }
  const appShow = (options: EnterOptions): void => {
    forwarded = channel.enter(options, entry)
    const { path, query } = Object(options) as EnterOptions
    last = path && typeof path === 'string' ? { path, query: { ...query } } : undefined
    shown()
  }
  const component = (): Component | undefined => {
    if (!running.length) return undefined
    // A page that is built with Component is none; a method that lost its `this` is still its component's.
    const innermost = running.filter(([self]) => !isPage(self)).pop()
    if (!innermost) return undefined
    const { id, is } = Object(innermost[0]) as ComponentInstance
    const component_id = textOf(id)
    const component_name = innermost[1] ?? textOf(is)
    return { ...(component_id && { component_id }), ...(component_name && { component_name }) }
  }
  /** The page in front; where no page is watched, the one by which the mini-program was entered. */
  const pageOf = (redactQuery: readonly string[]): string | undefined => {
    const visit = visits.front()
    if (visit?.redactQuery === redactQuery) return visit.page
    if (visit) {
      visit.redactQuery = redactQuery
      return (visit.page = pagePath(visit.self.route, visit.query, redactQuery))
    }
    const { path, query } = last ?? entry() ?? {}
    return path ? pagePath(path, Object(query) as Record<string, unknown>, redactQuery) : undefined
  }

  return {
    page: <T extends object>(options: T, extra?: { page_title?: string }): T =>
      observePage(options, watches(textOf(naming(extra).page_title))),
    component<T extends object>(options: T, extra?: { component_name?: string }): T {
      const { observeComponent }: typeof ObserveComponent = require('./observe-component')
      const name = textOf(naming(extra).component_name)
      const enter = (self: unknown) => void running.push([self, name])
      return observeComponent(options, [enter, () => void running.pop()], watches())
    },
    app: <T extends object>(options: T): T =>
      redefine(options, {
        onShow: (original) =>
          observe(original, [guard((_, [entered]) => appShow(entered as EnterOptions))]),
      }),
    appShow,
    setPageTitle(title: string): void {
      const self = running[running.length - 1]?.[0]
      visits.setPageTitle(title, isPage(self) ? self : undefined)
    },
    setChan: channel.setChan,
    chan: channel.given,
    /** Where, by which channel, in which component: as it is at this moment. */
    current({ redactQuery, titles }: Naming, named: Named = {}): Place {
      // Not every entry shows a watched page, or the page in front again.
      poll()
      const page = named.page ? givenPagePath(named.page, redactQuery) : pageOf(redactQuery)
      const visited = named.page ? undefined : visits.front()?.title
      return {
        page,
        page_title: named.page_title ?? visited ?? titleOf(titles, page),
        chan: channel.current(),
        component: component(),
      }
    },
  }
}
