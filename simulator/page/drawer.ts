import { draw as drawInto } from '../draw'
import { button, byId, element, icon, merchants } from './element'
import { checkPane, couponPane, journeyPane, jsonPane, type ShownEvent } from './event-panes'
import { deduction, field, textOf } from './values'
import { currentLanguage, t } from './messages'

const EVENT_TABS = ['journey', 'check', 'json', 'coupon'] as const
const SERVER_TABS = ['requests', 'gateway', 'relay', 'batches'] as const
type EventTab = (typeof EVENT_TABS)[number]
export type ServerTab = (typeof SERVER_TABS)[number]
type Tab = EventTab | ServerTab

const PANES: Readonly<Record<EventTab, (shown: ShownEvent) => Node[]>> = {
  journey: journeyPane,
  check: checkPane,
  json: jsonPane,
  coupon: couponPane,
}

const isServerTab = (tab: Tab): tab is ServerTab => SERVER_TABS.includes(tab as ServerTab)

interface Parts {
  /** The panes of the server's side; they draw themselves. */
  readonly panes: Readonly<Record<ServerTab, readonly Node[]>>
  readonly close: () => void
}

/** What lies behind the timeline: one event in four views, or the collector, the gateway and the batches. */
export const createDrawer = ({ panes, close }: Parts) => {
  const drawer = byId('drawer')
  drawer.setAttribute('aria-labelledby', 'drawer-title')
  const head = element('header', '')
  const pane = element('div', 'pane')
  pane.setAttribute('role', 'tabpanel')
  pane.id = 'pane'
  const serverPane = (name: ServerTab) => {
    const place = element('div', 'server-pane', ...panes[name])
    place.id = `pane-${name}`
    return place
  }
  const server: Readonly<Record<ServerTab, HTMLElement>> = {
    requests: serverPane('requests'),
    gateway: serverPane('gateway'),
    relay: serverPane('relay'),
    batches: serverPane('batches'),
  }
  const eventPlace = element('div', '')
  pane.append(eventPlace, ...Object.values(server))
  drawer.append(head, pane)

  let tab: Tab = 'journey'
  let shown: ShownEvent | undefined
  let signature = ''
  const counts: Record<ServerTab, number> = { requests: 0, gateway: 0, relay: 0, batches: 0 }

  const isOpen = () => isServerTab(tab) || shown !== undefined
  const label = (name: Tab): (Node | string)[] => {
    const text = t(name)
    return isServerTab(name)
      ? [text, ' ', element('span', 'badge num', String(counts[name]))]
      : [text]
  }
  const tabButton = (name: Tab) => {
    const isChosen = name === tab
    const made = button(
      { id: `tab-${name}`, className: '', run: () => choose(name) },
      ...label(name),
    )
    made.setAttribute('role', 'tab')
    made.setAttribute('aria-selected', String(isChosen))
    made.setAttribute('aria-controls', 'pane')
    made.tabIndex = isChosen ? 0 : -1
    return made
  }
  const tabs = (): readonly Tab[] => (isServerTab(tab) ? SERVER_TABS : EVENT_TABS)
  const titleViews = (): (Node | string)[] => {
    if (isServerTab(tab) || !shown) return [t('serverSide')]
    const { change } = shown
    const action = textOf(field(change.event, 'props', 'action_type')) ?? ''
    return [change.order_status, ' ', element('code', '', action)]
  }
  /** Whose event it is: the coupon, what it took off, and why it waits. */
  const couponView = ({ change, stations }: ShownEvent) => {
    const props = (...path: string[]) => field(change.event, 'props', ...path)
    const waiting = stations.find(({ name }) => name === 'waiting')
    return element(
      'p',
      '',
      merchants(textOf(props('coupon_instance', 'coupon_ins_name')) ?? ''),
      ' ',
      element('span', 'num', deduction(props('coupon_deduction'))),
      ' ',
      waiting?.state !== 'done' && element('span', 'chip warn', waiting?.value ?? ''),
    )
  }
  const drawHead = () => {
    const title = element('h2', '', ...titleViews())
    title.id = 'drawer-title'
    title.tabIndex = -1
    const end = button(
      { id: 'close-drawer', className: 'btn quiet icon', run: close },
      icon('cross'),
    )
    end.setAttribute('aria-label', t('close'))
    const list = element('div', 'tabs', ...tabs().map(tabButton))
    list.setAttribute('role', 'tablist')
    list.setAttribute('aria-labelledby', 'drawer-title')
    const about = !isServerTab(tab) && shown && couponView(shown)
    drawInto(head, [element('div', 'drawer-head', element('div', '', title, about), end), list])
    pane.setAttribute('aria-labelledby', `tab-${tab}`)
  }
  const draw = () => {
    drawer.hidden = !isOpen()
    document.body.toggleAttribute('data-drawer', isOpen())
    if (!isOpen()) return
    const chosen = tab
    for (const name of SERVER_TABS) server[name].hidden = name !== chosen
    eventPlace.hidden = isServerTab(chosen)
    if (isServerTab(chosen) || !shown) {
      signature = ''
      return drawHead()
    }
    const { change, stations, isDelivered, now, calls, batches } = shown
    const made = [change.event_id, change.steps.length, stations, isDelivered, now, tab]
    const next = JSON.stringify([made, calls.length, batches, currentLanguage()])
    if (next === signature) return undefined
    signature = next
    drawHead()
    return drawInto(eventPlace, PANES[chosen](shown))
  }
  const choose = (next: Tab) => {
    tab = next
    signature = ''
    draw()
    byId(`tab-${next}`).focus()
    drawer.scrollTop = 0
  }
  drawer.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const isTab = event.target instanceof Element && event.target.getAttribute('role') === 'tab'
    if (step === undefined || !isTab) return
    const all = tabs()
    choose(all[(all.indexOf(tab) + step + all.length) % all.length] ?? tab)
    event.preventDefault()
  })
  return {
    /** Draws the event that is open, or closes where there is none and no pane of the server is open. */
    showEvent(next: ShownEvent | undefined) {
      shown = next
      draw()
    },
    openEvent() {
      if (isServerTab(tab)) tab = 'journey'
      signature = ''
    },
    openServer(next: ServerTab) {
      tab = next
      draw()
    },
    close() {
      tab = 'journey'
      shown = undefined
      draw()
    },
    isServer: () => isServerTab(tab),
    isOpen,
    count(name: ServerTab, value: number) {
      counts[name] = value
      const badge = document.getElementById(`tab-${name}`)?.querySelector('.badge')
      if (badge) badge.textContent = String(value)
    },
    focus: () => byId('drawer-title').focus(),
    redraw() {
      signature = ''
      draw()
    },
  }
}
export type Drawer = ReturnType<typeof createDrawer>
