import type { AppConfig } from '../compiled'
import type { PageStack } from './page-stack'
import { draw as drawInto, listen } from '../draw'
import { element } from './element'
import { api, ApiFailure } from './wx/api'
import { ownFile } from './wx/media'

const byId = (id: string) => document.getElementById(id) as HTMLElement

interface Shown {
  readonly app: AppConfig
  readonly stack: PageStack
}

interface TabState {
  text?: string
  iconPath?: string
  selectedIconPath?: string
  badge?: string
  dot?: boolean
}

interface Indexed {
  readonly index: number
}

/** The status bar, the navigation bar and the tab bar, as the page in front wants them. */
export const createBars = (shown: () => Shown) => {
  const tabs = new Map<number, TabState>()
  let colors: { color?: string; selectedColor?: string; backgroundColor?: string } = {}
  let tabsHidden = false
  let isBusy = false

  const tabButton = (index: number) => {
    const { app, stack } = shown()
    const { pagePath = '', ...declared } = app.tabBar?.list[index] ?? {}
    const isSelected = pagePath === stack.top()?.path
    const {
      text = '',
      iconPath,
      selectedIconPath,
      badge,
      dot,
    } = { ...declared, ...tabs.get(index) }
    const { color, selectedColor = '#07c160' } = { ...app.tabBar, ...colors }
    const tab = document.createElement('button')
    const icon = (isSelected ? selectedIconPath : undefined) ?? iconPath
    if (icon) {
      const picture = document.createElement('img')
      picture.alt = ''
      picture.src = ownFile(icon)
      listen(picture, 'error', ({ currentTarget }) => (currentTarget as Element).remove())
      tab.append(picture)
    }
    tab.append(element('tab-text', text, 'span'))
    if (badge) tab.append(element('tab-badge', badge, 'span'))
    else if (dot) tab.append(element('tab-dot', '', 'span'))
    const ink = isSelected ? selectedColor : color
    if (ink) tab.style.color = ink
    tab.setAttribute('aria-current', isSelected ? 'page' : 'false')
    tab.dataset['key'] = pagePath
    listen(tab, 'click', () => {
      stack.switchTab({ path: pagePath, query: {} })
      stack.top()?.call('onTabItemTap', { index: String(index), pagePath, text })
    })
    return tab
  }
  const drawTabs = () => {
    const { app, stack } = shown()
    const bar = byId('phone-tab-bar')
    const list = app.tabBar?.list ?? []
    const isTab = list.some((tab) => tab.pagePath === stack.top()?.path)
    bar.hidden = !isTab || tabsHidden || app.tabBar?.custom === true
    bar.style.backgroundColor = colors.backgroundColor ?? app.tabBar?.backgroundColor ?? ''
    drawInto(
      bar,
      list.map((_, index) => tabButton(index)),
    )
  }
  const draw = () => {
    const { app, stack } = shown()
    const page = stack.top()
    const style = { ...app.window, ...page?.window }
    const head = byId('phone-head')
    const isCustom = style.navigationStyle === 'custom'
    head.style.backgroundColor = isCustom
      ? 'transparent'
      : (style.navigationBarBackgroundColor ?? '#ffffff')
    head.dataset['text'] = style.navigationBarTextStyle ?? 'black'
    head.dataset['navigation'] = isCustom ? 'custom' : 'default'
    byId('phone-title').textContent = style.navigationBarTitleText ?? ''
    byId('phone-busy').hidden = !isBusy
    document.title = style.navigationBarTitleText || 'Phone'

    const first = app.entryPagePath ?? app.pages[0] ?? ''
    const tabPaths = app.tabBar?.list.map((tab) => tab.pagePath) ?? []
    const atRoot = stack.pages().length < 2
    byId('phone-back').hidden = atRoot
    byId('phone-home').hidden =
      !atRoot || page?.path === first || tabPaths.includes(page?.path ?? '')
    byId('phone-pages').style.backgroundColor = style.backgroundColor ?? '#f7f8fa'
    drawTabs()
  }
  const change = (index: number, next: TabState) => {
    if (!shown().app.tabBar?.list[index]) throw new ApiFailure(`tabbar item not found: ${index}`)
    tabs.set(index, { ...tabs.get(index), ...next })
    drawTabs()
  }
  const setBusy = (busy: boolean) => {
    isBusy = busy
    draw()
  }
  const hideTabs = (hidden: boolean) => {
    tabsHidden = hidden
    drawTabs()
  }
  return {
    draw,
    /** Wires the two buttons of the navigation bar, once. */
    wire() {
      byId('phone-back').addEventListener('click', () => shown().stack.back())
      byId('phone-home').addEventListener('click', () => {
        const { app, stack } = shown()
        const path = app.entryPagePath ?? app.pages[0] ?? ''
        const isTab = app.tabBar?.list.some((tab) => tab.pagePath === path)
        if (isTab) stack.switchTab({ path, query: {} })
        else stack.relaunch({ path, query: {} })
      })
    },
    api: {
      setTabBarBadge: api('setTabBarBadge', ({ index, text }: Indexed & { text: string }) =>
        change(index, { badge: text }),
      ),
      removeTabBarBadge: api('removeTabBarBadge', ({ index }: Indexed) =>
        change(index, { badge: '' }),
      ),
      showTabBarRedDot: api('showTabBarRedDot', ({ index }: Indexed) =>
        change(index, { dot: true }),
      ),
      hideTabBarRedDot: api('hideTabBarRedDot', ({ index }: Indexed) =>
        change(index, { dot: false }),
      ),
      setTabBarItem: api('setTabBarItem', ({ index, ...item }: Indexed & TabState) =>
        change(index, item),
      ),
      setTabBarStyle: api('setTabBarStyle', (style: typeof colors) => {
        colors = { ...colors, ...style }
        drawTabs()
      }),
      showTabBar: api('showTabBar', () => hideTabs(false)),
      hideTabBar: api('hideTabBar', () => hideTabs(true)),
      showNavigationBarLoading: api('showNavigationBarLoading', () => setBusy(true)),
      hideNavigationBarLoading: api('hideNavigationBarLoading', () => setBusy(false)),
      hideHomeButton: api('hideHomeButton', () => void (byId('phone-home').hidden = true)),
    },
  }
}
