import { byId } from './element'

const PANES = ['report', 'gateway', 'batches'] as const
type Pane = (typeof PANES)[number]

const PLACES: Readonly<Record<Pane, string>> = {
  report: 'collector-side',
  gateway: 'gateway',
  batches: 'batches',
}

/** Where the window is narrow, one pane is shown at a time; where it is wide, all are and there are no tabs. */
export const createTabs = () => {
  const stage = byId('stage')
  const tab = (pane: Pane) => byId(`tab-${pane}`)
  const show = (shown: Pane) => {
    stage.dataset['pane'] = shown
    PANES.forEach((pane) => tab(pane).setAttribute('aria-current', String(pane === shown)))
  }
  const open = (pane: Pane) => {
    show(pane)
    // One pane's depth is nowhere in another.
    const above = byId(PLACES[pane]).getBoundingClientRect().top - byId('tabs').offsetHeight
    if (above < 0) window.scrollBy({ top: above, behavior: 'instant' })
  }
  PANES.forEach((pane) => tab(pane).addEventListener('click', () => open(pane)))
  show('report')
  return {
    show,
    count(pane: Pane, value: number) {
      const badge = tab(pane).querySelector('.badge')
      if (badge) badge.textContent = String(value)
    },
  }
}
export type Tabs = ReturnType<typeof createTabs>
