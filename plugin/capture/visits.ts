/** What WeChat puts on every page instance; a component has no `route`. */
export interface PageInstance {
  readonly route: string
  readonly options?: Readonly<Record<string, unknown>>
}

export interface Visit {
  readonly self: PageInstance
  readonly query: Readonly<Record<string, unknown>>
  title: string | undefined
  /** The path as it is reported, once it was asked for, and the keys that are not in it. */
  page?: string
  redactQuery?: readonly string[]
  hidden: boolean
  unloaded: boolean
}

/** Pages whose onUnload we never see (their behavior owns it) must not pile up; WeChat's own stack holds ten. */
const MAX_VISITS = 32

export const isPage = (self: unknown): self is PageInstance =>
  typeof (self as PageInstance | undefined)?.route === 'string'

/**
 * Which page is in front. A page comes to the front with onLoad and onShow; after onUnload the page below does.
 * A merchant may call a lifecycle of a page behind by hand (`prev.onShow()`): WeChat itself shows a page again only
 * when the one in front goes, in base libraries that hide the old page last just after. `entered` is called when the
 * app may have been entered again: plugins get no App.onShow from WeChat.
 */
export const createVisits = (entered: () => void) => {
  let stack: Visit[] = []
  let front: Visit | undefined
  /** Shown while another page was in front: it is in front once that one goes. */
  let next: Visit | undefined

  const find = (self: PageInstance) => stack.find((visit) => visit.self === self)
  /** It came to the front although it was not shown yet: the page above it went. */
  let assumed = false

  const bring = (visit: Visit, isShown: boolean): void => {
    stack = stack.filter((other) => other !== visit)
    if (stack.push(visit) > MAX_VISITS) stack.shift()
    visit.hidden = visit.unloaded = false
    front = visit
    assumed = !isShown
    next = undefined
  }
  /** Whether another page may come to the front now. */
  const isFree = (): boolean => !front || assumed || front.hidden || front.unloaded

  return {
    /** `title`: what the page is called unless `setPageTitle` says better. `query`: given when the page is loaded. */
    show(self: PageInstance, title?: string, query?: PageInstance['options']): void {
      const visit = front?.self === self ? front : find(self)
      // WeChat loads a page once: a second time is the merchant's own call.
      if (visit && query) return
      if (stack.every(({ unloaded }) => unloaded) || (visit === front && visit?.hidden)) entered()
      if (!visit) {
        const options = { ...(query ?? self.options) }
        bring({ self, query: options, title, hidden: false, unloaded: false }, true)
      } else if (visit === front || isFree()) bring(visit, true)
      else {
        next = visit
        void Promise.resolve().then(() => {
          if (next === visit) next = undefined
        })
      }
    },
    hide(self: PageInstance): void {
      if (front?.self !== self) return
      front.hidden = true
      if (next) bring(next, true)
    },
    unload(self: PageInstance): void {
      const visit = find(self)
      if (!visit) return
      visit.unloaded = true
      if (visit !== front) return
      const below = [...stack].reverse().find((other) => !other.unloaded)
      if (next) bring(next, true)
      else if (below) bring(below, false)
    },
    setPageTitle(title: string): void {
      if (front) front.title = title
    },
    front: (): Visit | undefined => front,
  }
}
