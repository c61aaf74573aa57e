import { type Address, openPage, type OpenPage } from './open-page'
import { ApiFailure } from './wx/api'

type PageHost = Parameters<typeof openPage>[0]

interface Options {
  readonly host: PageHost
  readonly pages: readonly string[]
  readonly tabs: readonly string[]
  /** Called after each change of what is in front. */
  readonly onChange: () => void
}

// WeChat's own bound.
const MAX_DEPTH = 10

/** The open pages, with WeChat's order of lifecycles on every way from one to another. */
export const createPageStack = ({ host, pages, tabs, onChange }: Options) => {
  let stack: OpenPage[] = []
  /** Tab pages stay alive while another tab is in front. */
  const kept = new Map<string, OpenPage>()
  const top = () => stack.at(-1)

  const ensure = ({ path }: Address) => {
    if (!pages.includes(path)) throw new ApiFailure(`page "${path}" is not found`)
  }
  const front = () => {
    for (const page of [...stack, ...kept.values()]) page.view.hidden = page !== top()
    onChange()
  }
  const close = (page: OpenPage) => {
    kept.delete(page.path)
    page.close()
  }
  const open = (address: Address) => {
    const page = openPage(host, address)
    stack.push(page)
    if (tabs.includes(page.path)) kept.set(page.path, page)
    // In front before its components attach: they ask for the page that they are on.
    page.attach()
    front()
    page.call('onLoad', { ...address.query })
    page.call('onShow')
    setTimeout(() => page.call('onReady'), 0)
  }
  const notTab = ({ path }: Address, verb: string) => {
    if (tabs.includes(path)) throw new ApiFailure(`can not ${verb} a tabbar page`)
  }
  return {
    pages: (): readonly OpenPage[] => stack,
    top,
    refresh: onChange,
    push(address: Address) {
      ensure(address)
      notTab(address, 'navigateTo')
      if (stack.length >= MAX_DEPTH) throw new ApiFailure('webview count limit exceed')
      top()?.call('onHide')
      open(address)
    },
    replace(address: Address) {
      ensure(address)
      notTab(address, 'redirectTo')
      const old = stack.pop()
      if (old) close(old)
      open(address)
    },
    relaunch(address: Address) {
      ensure(address)
      const old = new Set([...[...stack].reverse(), ...kept.values()])
      stack = []
      old.forEach(close)
      open(address)
    },
    switchTab({ path }: Address) {
      ensure({ path, query: {} })
      if (!tabs.includes(path)) throw new ApiFailure('can not switch to no-tabBar page')
      const old = [...stack].reverse()
      stack = []
      for (const page of old) {
        if (!tabs.includes(page.path)) close(page)
        else if (page.path !== path) page.call('onHide')
      }
      const known = kept.get(path)
      if (!known) return open({ path, query: {} })
      stack = [known]
      front()
      if (old.length !== 1 || old[0] !== known) known.call('onShow')
      return undefined
    },
    back(delta = 1) {
      if (stack.length < 2) throw new ApiFailure('cannot navigate back at first page.')
      const gone = stack.splice(Math.max(1, stack.length - delta)).reverse()
      gone.forEach(close)
      front()
      top()?.call('onShow')
    },
  }
}
export type PageStack = ReturnType<typeof createPageStack>
