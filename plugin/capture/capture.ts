import type { Context } from '../event/context'
import { createChannel, type EnterOptions } from './channel'
import { observe, once, type Watch } from './observe'
import { observeComponent } from './observe-component'
import { observePage } from './observe-page'
import { redefine } from './redefine'
import { createRunningComponents } from './running-components'
import { createVisits, isPage } from './visits'

/**
 * Watches the merchant's pages, components and app, and knows where an event happens. `swallow` runs what is ours
 * and keeps its errors from the merchant; `entry` gives how the mini-program was entered last, where no `appShow`
 * is forwarded; `shown` is told when the app comes to the front.
 */
export const createCapture = (
  swallow: (run: () => void) => void,
  entry: () => EnterOptions | undefined,
  shown: () => void,
) => {
  const channel = createChannel()
  const components = createRunningComponents()
  let forwarded = false

  const poll = (): void => {
    const options = forwarded ? undefined : entry()
    if (options) channel.poll(options)
  }
  const visits = createVisits(poll)
  const onPage =
    (act: (page: object, args: readonly unknown[]) => void): Watch =>
    (self, args) =>
      swallow(() => isPage(self) && act(self as object, args))
  const watch = (page_title?: string) => ({
    load: onPage((page, [query]) => {
      visits.load(page, query)
      if (page_title) visits.setTitle(page_title, page)
    }),
    show: onPage((page) => {
      visits.show(page)
      if (page_title) visits.setTitle(page_title, page)
    }),
    hide: onPage(visits.hide),
    unload: onPage(visits.unload),
  })
  const appShow = (options: EnterOptions): void => {
    channel.enter(options)
    forwarded = !!options.scene
    shown()
  }

  return {
    page: <T extends object>(options: T, { page_title }: { page_title?: string } = {}): T =>
      observePage(options, watch(page_title)),
    component: <T extends object>(
      options: T,
      { component_name }: { component_name?: string } = {},
    ): T =>
      observeComponent(
        options,
        (self) => swallow(() => components.enter(self as object, component_name)),
        () => swallow(components.leave),
        watch(),
      ),
    app: <T extends object>(options: T): T =>
      redefine(options, {
        onShow: once(observe((_, [entered]) => swallow(() => appShow(entered as EnterOptions)))),
      }),
    appShow,
    setPageTitle: (title: string): void => visits.setTitle(title),
    setChan: channel.tell,
    chan: channel.told,
    /** Where, by which channel, in which component: as it is at this moment. */
    current(
      redacted: readonly string[],
      titles: Readonly<Record<string, unknown>> | undefined,
    ): Omit<Context, 'wx_user'> {
      if (channel.current().chan_wxapp_scene === undefined) poll()
      return {
        ...visits.current(redacted, titles),
        chan: channel.current(),
        component: components.current(),
      }
    },
  }
}
