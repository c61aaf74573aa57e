type Method = (this: unknown, ...args: unknown[]) => unknown
export type Instance = { route: string; options: Record<string, string> } & Record<string, unknown>

const queryOf = (url: string): Record<string, string> => {
  const pairs = url.split('?')[1]?.split('&') ?? []
  return Object.fromEntries(
    pairs.map((pair) => [pair.split('=', 1)[0], pair.replace(/^[^=]*=?/, '')]),
  )
}

/** Everything that the options hold, inherited or not, as WeChat puts it on the instance. */
const spread = (options: object, onto: Record<string, unknown>) => {
  for (const key in options) onto[key] = (options as Record<string, unknown>)[key]
}

/**
 * WeChat's page stack: pages are registered by route, and navigation runs their lifecycles. Base libraries differ in
 * what comes first, the new page's or the old page's lifecycles: `order` takes either.
 */
export const createMiniProgram = (order: 'old first' | 'new first' = 'old first') => {
  const registered = new Map<string, object>()
  const stack: Instance[] = []
  const tabs = new Map<string, Instance>()

  const call = (page: Instance | undefined, name: string, ...args: unknown[]): unknown =>
    (page?.[name] as Method | undefined)?.apply(page, args)
  const top = () => stack[stack.length - 1]
  const inOrder = (old: () => void, next: () => void): void => {
    if (order === 'old first') old()
    next()
    if (order === 'new first') old()
  }
  const create = (url: string): Instance => {
    const route = url.split('?')[0] ?? ''
    const page: Instance = { route, is: route, options: queryOf(url) }
    const options = registered.get(route) ?? {}
    spread(options, page)
    spread((options as { methods?: object }).methods ?? {}, page)
    return page
  }
  /** What a page that is built with Component has besides: these stand in groups. */
  const live = (page: Instance, group: 'lifetimes' | 'pageLifetimes', name: string): void => {
    const lifetimes = page[group] as Record<string, Method | undefined> | undefined
    lifetimes?.[name]?.call(page)
  }
  const show = (page: Instance): void => {
    call(page, 'onShow')
    live(page, 'pageLifetimes', 'show')
  }
  const open = (page: Instance): void => {
    stack.push(page)
    live(page, 'lifetimes', 'attached')
    call(page, 'onLoad', page.options)
    if (top() === page) show(page)
  }
  const close = (gone: readonly Instance[]): void => {
    for (const page of [...gone].reverse()) {
      call(page, 'onUnload')
      live(page, 'lifetimes', 'detached')
    }
  }

  return {
    stack,
    top,
    /** `Page({...})` in the file of this route. */
    register: (route: string, options: object): void => void registered.set(route, options),
    navigateTo(url: string): Instance {
      const old = top()
      const page = create(url)
      inOrder(
        () => call(old, 'onHide'),
        () => open(page),
      )
      return page
    },
    redirectTo(url: string): Instance {
      const gone = stack.splice(-1)
      const page = create(url)
      inOrder(
        () => close(gone),
        () => open(page),
      )
      return page
    },
    reLaunch(url: string): Instance {
      const gone = stack.splice(0)
      const page = create(url)
      tabs.clear()
      inOrder(
        () => close(gone),
        () => open(page),
      )
      return page
    },
    switchTab(route: string): Instance {
      const old = top()
      const gone = stack.splice(0).filter((page) => !tabs.has(page.route))
      const known = tabs.get(route)
      const page = known ?? create(route)
      tabs.set(route, page)
      inOrder(
        () => {
          if (old && !gone.includes(old)) call(old, 'onHide')
          close(gone)
        },
        () => {
          if (!known) return open(page)
          stack.push(page)
          show(page)
        },
      )
      return page
    },
    navigateBack(delta = 1): void {
      const gone = stack.splice(-delta)
      const below = top()
      inOrder(
        () => close(gone),
        () => below && show(below),
      )
    },
    /** The user leaves the mini-program, and comes back to it. */
    hide: (): unknown => call(top(), 'onHide'),
    show: (): void => {
      const page = top()
      if (page) show(page)
    },
  }
}
