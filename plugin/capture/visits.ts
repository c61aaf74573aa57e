/** What WeChat puts on every page instance; a component has no `route`. */
export interface PageInstance {
  readonly route: string
  readonly options?: Readonly<Record<string, unknown>>
}

export interface Visit {
  readonly self: PageInstance
  readonly query: Readonly<Record<string, unknown>>
  /** Which of onHide and onUnload are watched: a behavior may own them. */
  readonly ends: ReadonlySet<string>
  title: string | undefined
  /** The path as it is reported, once it was asked for, and the keys that are not in it. */
  page?: string
  redactQuery?: readonly string[]
  /** It was hidden or unloaded last. */
  hidden: boolean
}

/**
 * Pages whose onUnload we never see (their behavior owns it) must not pile up; WeChat's own stack holds ten. The oldest
 * go when there are twice as many: one at a time each would move the whole list.
 */
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
  /** Pages that are loaded, the one that was shown last at the end. */
  const stack: Visit[] = []
  /** All that were ever met, as long as WeChat has them: one that was closed may be called by hand. */
  const met = new WeakMap<PageInstance, Visit>()
  let front: Visit | undefined
  /** Shown while another page was in front: it is in front once that one goes. */
  let next: Visit | undefined
  /** It came to the front although it was not shown yet: the page above it went. */
  let assumed = false
  /** What pages are called that are not loaded yet: `attached` of one that is built with Component runs before onLoad. */
  const early = new WeakMap<PageInstance, string>()

  const bring = (visit: Visit, isShown: boolean): void => {
    if (stack[stack.length - 1] !== visit) {
      const at = stack.lastIndexOf(visit)
      if (at >= 0) stack.splice(at, 1)
      if (stack.push(visit) === 2 * MAX_VISITS) stack.splice(0, MAX_VISITS)
    }
    visit.hidden = false
    front = visit
    assumed = !isShown
    next = undefined
  }
  /** Whether another page may come to the front now. Where the end of the one in front cannot be seen, it may have come. */
  const isFree = (): boolean => !front || assumed || front.hidden || front.ends.size < 2

  return {
    /** `title`: what the page is called unless `setPageTitle` says better. `query`: given when the page is loaded. */
    show(
      self: PageInstance,
      ends: Visit['ends'],
      title?: string,
      query?: PageInstance['options'],
    ): void {
      const visit = met.get(self)
      // WeChat loads a page once: a second time is the merchant's own call.
      if (visit && query) return
      if (!stack.length || (visit === front && visit?.hidden)) entered()
      if (!visit) {
        const options = { ...(query ?? self.options) }
        const called = early.get(self) ?? title
        const loaded = { self, query: options, ends, title: called, hidden: false }
        met.set(self, loaded)
        bring(loaded, true)
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
      const at = stack.findIndex((visit) => visit.self === self)
      if (at >= 0) stack.splice(at, 1)
      if (front?.self !== self) return
      front.hidden = true
      const below = stack[stack.length - 1]
      if (next) bring(next, true)
      else if (below) bring(below, false)
    },
    /** `self`: the page whose own code says it, where that is known. */
    setPageTitle(title: string, self = front?.self): void {
      const visit = self && met.get(self)
      if (visit) visit.title = title
      else if (self) early.set(self, title)
    },
    front: (): Visit | undefined => front,
  }
}
