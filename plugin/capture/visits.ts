import { pagePath } from './page-path'

interface Visit {
  readonly route: string
  readonly query: Readonly<Record<string, unknown>>
  title: string | undefined
  hidden: boolean
}

/** What WeChat puts on every page instance; a component has no `route`. */
interface PageInstance {
  readonly route?: unknown
  readonly is?: unknown
  readonly options?: Readonly<Record<string, unknown>>
}

/** Pages whose onUnload we never see (their behavior owns it) must not pile up; WeChat's own stack holds ten. */
const MAX_VISITS = 32

export const isPage = (self: unknown): boolean =>
  typeof self === 'object' && self !== null && typeof (self as PageInstance).route === 'string'

/**
 * Which page is in front. A page comes to the front with onLoad and onShow; after onUnload the page below does.
 * `entered` is called when the app may have been entered again: WeChat tells plugins nothing of App.onShow.
 */
export const createVisits = (entered: () => void) => {
  const visits = new WeakMap<object, Visit>()
  let stack: Visit[] = []
  let front: Visit | undefined

  const visit = (self: PageInstance, query?: Readonly<Record<string, unknown>>): Visit => {
    let found = visits.get(self)
    if (!found) {
      const route = String(self.route ?? self.is ?? '')
      found = { route, query: { ...(query ?? self.options) }, title: undefined, hidden: false }
      visits.set(self, found)
    }
    return found
  }
  const bring = (next: Visit): void => {
    if (!front || !stack.length || (next === front && next.hidden)) entered()
    next.hidden = false
    if (next === front && stack.length) return
    front = next
    stack = stack.filter((other) => other !== next).slice(1 - MAX_VISITS)
    stack.push(next)
  }

  return {
    load: (self: PageInstance, query: unknown): void =>
      bring(visit(self, typeof query === 'object' && query ? { ...query } : undefined)),
    show: (self: PageInstance): void => bring(visit(self)),
    hide: (self: PageInstance): void => {
      visit(self).hidden = true
    },
    unload(self: PageInstance): void {
      const gone = visits.get(self)
      stack = stack.filter((other) => other !== gone)
      if (front === gone) front = stack[stack.length - 1] ?? front
    },
    /** Of the page in front; or of the page given, if it has none yet. */
    setTitle(title: string, self?: PageInstance): void {
      const of = self ? visits.get(self) : front
      if (of && (!self || of.title === undefined)) of.title = title
    },
    /** The page in front, with its query, and its title if one is known. */
    current(
      redacted: readonly string[],
      titles: Readonly<Record<string, unknown>> = {},
    ): { page?: string; page_title?: string | undefined } {
      if (!front) return {}
      const page = pagePath(front.route, front.query, redacted)
      const title = front.title ?? titles[page.split('?', 1)[0] ?? '']
      return { page, page_title: title ? String(title) : undefined }
    },
  }
}
