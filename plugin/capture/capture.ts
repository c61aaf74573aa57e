import type { Component } from '../event/context'
import { createChannel, type EnterOptions } from './channel'
import { observe, observeComponent, observePage, redefine, type Watch } from './observe'
import { createVisits, isPage, type PageInstance } from './visits'

/** What WeChat puts on every component instance: the id in the template, and the component's path. */
interface ComponentInstance {
  readonly id?: unknown
  readonly is?: unknown
}

/**
 * Watches the merchant's pages, components and app, and knows where an event happens. `quiet` makes of what is ours
 * something that keeps its errors from the merchant; `entry` gives how the mini-program was entered last, where no `appShow`
 * is forwarded; `shown` is told when the app comes to the front.
 */
export const createCapture = (
  quiet: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void,
  entry: () => EnterOptions | undefined,
  shown: () => void,
) => {
  const channel = createChannel()
  /**
   * The components whose methods are running, the innermost last. After an `await` a method no longer counts as
   * running: there the merchant names the component in `trackOrder`.
   */
  const running: [self: unknown, name: string | undefined][] = []
  let forwarded = false

  const poll = (): void => {
    const options = !forwarded && entry()
    if (options) channel.poll(options)
  }
  const visits = createVisits(poll)
  const watches = (title?: string) => {
    const on = (act: (page: PageInstance, args: readonly unknown[]) => void): Watch =>
      quiet((self, args) => {
        if (isPage(self)) act(self, args)
      })
    return {
      onLoad: [on((page, [query]) => visits.show(page, title, query as PageInstance['options']))],
      onShow: [on((page) => visits.show(page, title))],
      onHide: [on(visits.hide)],
      onUnload: [undefined, on(visits.unload)],
    } as const
  }
  const appShow = (options: EnterOptions): void => {
    channel.enter(options)
    forwarded = !!options.scene
    shown()
  }
  const component = (): Component | undefined => {
    // A page that is built with Component is none; a method that lost its `this` is still its component's.
    const innermost = running.filter(([self]) => !isPage(self)).pop()
    if (!innermost) return undefined
    const { id, is } = Object(innermost[0]) as ComponentInstance
    const name = innermost[1] ?? is
    return {
      component_id: id ? String(id) : undefined,
      component_name: name ? String(name) : undefined,
    } as Component
  }

  return {
    page: <T extends object>(options: T, extra: { page_title?: string } = {}): T =>
      observePage(options, watches(extra.page_title)),
    component: <T extends object>(options: T, extra: { component_name?: string } = {}): T =>
      observeComponent(
        options,
        [(self) => running.push([self, extra.component_name]), () => running.pop()],
        watches(),
      ),
    app: <T extends object>(options: T): T =>
      redefine(options, {
        onShow: (original) =>
          observe(original, [quiet((_, [entered]) => appShow(entered as EnterOptions))]),
      }),
    appShow,
    setPageTitle: visits.setPageTitle,
    setChan: channel.setChan,
    chan: channel.chan,
    /** Where, by which channel, in which component: as it is at this moment. */
    current(redacted: readonly string[], titles?: Readonly<Record<string, unknown>>) {
      if (!channel.current().chan_wxapp_scene) poll()
      return {
        ...visits.current(redacted, titles),
        chan: channel.current(),
        component: component(),
      }
    },
  }
}
