import { pagePath } from './page-path'

/** What WeChat puts on every page instance; a component has no `route`. */
export interface PageInstance {
  readonly route: string
  readonly options?: Readonly<Record<string, unknown>>
}

interface Visit {
  readonly self: PageInstance
  readonly query: Readonly<Record<string, unknown>>
  title: string | undefined
  hidden: boolean
  /** The path as it is reported, once somebody asked. */
  page?: string
}

/** Pages whose onUnload we never see (their behavior owns it) must not pile up; WeChat's own stack holds ten. */
const MAX_VISITS = 32

export const isPage = (self: unknown): self is PageInstance =>
  typeof (self as PageInstance | undefined)?.route === 'string'

/**
 * Which page is in front. A page comes to the front with onLoad and onShow; after onUnload the page below does.
 * `entered` is called when the app may have been entered again: WeChat tells plugins nothing of App.onShow.
 */
export const createVisits = (entered: () => void) => {
  let stack: Visit[] = []
  let front: Visit | undefined
  const find = (self: PageInstance) => stack.find((visit) => visit.self === self)
  const remove = (self: PageInstance): void => {
    stack = stack.filter((visit) => visit.self !== self)
  }

  return {
    /** `title`: what the page is called if nobody says better. `query`: given when the page is loaded. */
    show(self: PageInstance, title?: string, query?: PageInstance['options']): void {
      let visit = front
      // A page is loaded first of all: only one that comes back is looked for, which costs more than all the rest.
      if (visit?.self !== self) visit = query ? undefined : find(self)
      if (!stack.length || (visit === front && visit?.hidden)) entered()
      if (!visit || visit !== front) {
        if (visit) remove(self)
        visit ??= { self, query: { ...(query ?? self.options) }, hidden: false, title }
        if (stack.push(visit) > MAX_VISITS) stack.shift()
      }
      visit.hidden = false
      front = visit
    },
    hide(self: PageInstance): void {
      if (front?.self === self) front.hidden = true
    },
    unload(self: PageInstance): void {
      if (front?.self === self) {
        stack.pop()
        front = stack[stack.length - 1] ?? front
      } else remove(self)
    },
    setPageTitle(title: string): void {
      if (front) front.title = title
    },
    /** The page in front, with its query, and its title if one is known. */
    current(redacted: readonly string[], titles?: Readonly<Record<string, unknown>>) {
      if (!front) return {}
      const page = (front.page ??= pagePath(front.self.route, front.query, redacted))
      const title = front.title ?? titles?.[page.replace(/\?.*/, '')]
      return { page, page_title: title ? String(title) : undefined }
    },
  }
}
