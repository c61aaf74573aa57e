import type { AppConfig } from '../compiled'
import type { PageStack } from './page-stack'

const byId = (id: string) => document.getElementById(id) as HTMLElement

interface Bars {
  readonly app: AppConfig
  readonly stack: PageStack
}

const drawTabs = ({ app, stack }: Bars) => {
  const bar = byId('phone-tab-bar')
  const path = stack.top()?.path
  const tabs = app.tabBar?.list ?? []
  bar.hidden = !tabs.some((tab) => tab.pagePath === path)
  bar.replaceChildren(
    ...tabs.map(({ pagePath, text }) => {
      const tab = document.createElement('button')
      const color = pagePath === path ? (app.tabBar?.selectedColor ?? '#07c160') : app.tabBar?.color
      tab.textContent = text
      if (color) tab.style.color = color
      tab.addEventListener('click', () => stack.switchTab({ path: pagePath, query: {} }))
      return tab
    }),
  )
}

/** The status bar, the navigation bar and the tab bar, as the page in front wants them. */
export const drawBars = ({ app, stack }: Bars) => {
  const page = stack.top()
  const style = { ...app.window, ...page?.window }
  const head = byId('phone-head')
  head.style.backgroundColor = style.navigationBarBackgroundColor ?? '#ffffff'
  head.dataset['text'] = style.navigationBarTextStyle ?? 'black'
  byId('phone-title').textContent = style.navigationBarTitleText ?? ''
  document.title = style.navigationBarTitleText || 'Phone'

  const first = app.pages[0] ?? ''
  const tabs = app.tabBar?.list.map((tab) => tab.pagePath) ?? []
  const atRoot = stack.pages().length < 2
  byId('phone-back').hidden = atRoot
  byId('phone-home').hidden = !atRoot || page?.path === first || tabs.includes(page?.path ?? '')
  byId('phone-pages').style.backgroundColor = style.backgroundColor ?? '#f7f8fa'
  drawTabs({ app, stack })
}

/** Wires the two buttons of the navigation bar, once. */
export const wireBars = ({ app, stack }: Bars) => {
  byId('phone-back').addEventListener('click', () => stack.back())
  byId('phone-home').addEventListener('click', () => {
    const path = app.pages[0] ?? ''
    const isTab = app.tabBar?.list.some((tab) => tab.pagePath === path)
    if (isTab) stack.switchTab({ path, query: {} })
    else stack.relaunch({ path, query: {} })
  })
}
