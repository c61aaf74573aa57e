import type { GatewayMode, Mode } from '../contracts'
import { createActs } from './acts'
import { createBatchPane, jumpToEvents, markBatchLinks, wireBatchLinks } from './batch-pane'
import { createChoice } from './choice'
import { countdown, field, textOf } from './values'
import { createDemo } from './demo'
import { createDrawer } from './drawer'
import { byId } from './element'
import { createFaults } from './faults'
import { createGatewayPane } from './gateway-pane'
import { balanceOf, drawLedger } from './ledger'
import { createObservationListener, listenToServers } from './listen'
import { nowOf } from './now'
import { createPageState } from './page-state'
import { createPhoneFrame, createPhoneSide } from './phone'
import { createRelayPane } from './relay-pane'
import { createRequestPane } from './request-pane'
import { servers } from './servers'
import { drawShop } from './shop-pane'
import { stationsOf } from './stations'
import { createTimeline, type ShownChange } from './timeline'
import { createTimelineHead } from './timeline-head'
import { createTopBar } from './top-bar'
import { createTour, type TourView } from './tour'
import { type Language, t, changeLanguage } from './messages'

const LOOK_MS = 400
const TICK_MS = 200
/** From here on the drawer stands beside the timeline and not over it. */
const WIDE_PX = 1200
const LANGUAGE_KEY = 'page-language'

const frame = createPhoneFrame((seen) => observe(seen))
const page = createPageState(frame, () => redraw())
const { state, history, places } = page
const observe = createObservationListener(page)
const acts = createActs(page)

const select = (event_id: string) => {
  state.selected = state.selected === event_id && !drawer.isServer() ? undefined : event_id
  drawer.openEvent()
  redraw()
  if (state.selected !== undefined && innerWidth < WIDE_PX) drawer.focus()
}
const closeDrawer = () => {
  const { selected } = state
  const wasServer = drawer.isServer()
  state.selected = undefined
  drawer.close()
  redraw()
  if (wasServer) byId('server-side').focus()
  else if (selected !== undefined) timeline.focus(selected)
}
const setLanguage = (language: Language) => {
  changeLanguage(language)
  localStorage.setItem(LANGUAGE_KEY, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  frame.retitle()
  for (const pane of [requests, gateway, relay, batches]) pane.draw()
  markBatchLinks(batches)
  drawer.redraw()
  redraw()
}

const network = createChoice(
  async (online: boolean) => {
    state.online = (await servers.setOnline(online))?.online ?? state.online
  },
  () => redraw(),
)
const collector = createChoice(
  async (mode: Mode) => {
    state.mode = (await servers.setMode(mode))?.mode ?? state.mode
  },
  () => redraw(),
)
const gatewayMode = createChoice(
  async (mode: GatewayMode) => {
    state.gatewayMode = (await servers.setGatewayMode(mode))?.mode ?? state.gatewayMode
  },
  () => redraw(),
)
const requests = createRequestPane(() => void servers.clearRequests())
const gateway = createGatewayPane({
  setMode: gatewayMode.choose,
  clear: () => void servers.clearCalls(),
})
const relay = createRelayPane((on) => servers.setRelay(on))
const batches = createBatchPane({
  upload: () => void servers.uploadBatches(),
  showEvents: (coupon_id) => jumpToEvents(drawer, coupon_id),
})
const drawer = createDrawer({
  panes: {
    requests: requests.place,
    gateway: gateway.place,
    relay: relay.place,
    batches: batches.place,
  },
  close: closeDrawer,
})
wireBatchLinks(drawer, batches)
const timeline = createTimeline({ act: acts.act, select })
const timelineHead = createTimelineHead({
  setFilter(filter) {
    state.filter = filter
    redraw()
  },
  startOver() {
    tour.reset()
    drawer.close()
    void acts.startOver()
  },
  showPane(pane) {
    document.body.dataset['pane'] = pane
    redraw()
  },
  order: () => void tour.run(0),
  toggleTour: () => tour.toggle(),
})
const faults = createFaults({
  ...acts,
  setOnline: network.choose,
  setMode: collector.choose,
  moveTime: (ms) => void acts.moveTime(ms),
  showServerSide() {
    drawer.openServer('requests')
    drawer.focus()
  },
})
const phoneSide = createPhoneSide({ open: acts.open, show: () => frame.show() })
const topBar = createTopBar({ toggleTour: () => tour.toggle(), setLanguage })
const view = (): TourView => {
  const moment = page.moment()
  const where = places.of(history.changes(), moment)
  const balance = balanceOf(where)
  return {
    changes: history.changes(),
    isDelivered: ({ event_id }) => where.get(event_id)?.kind === 'delivered',
    online: state.online,
    isRunning: moment.app !== 'killed' && state.hasStarted,
    balance,
  }
}
const demo = createDemo({ frame, view, acts })
const tour = createTour(demo.actions, () => {
  if (tour.isOpen()) document.body.dataset['pane'] = 'events'
  redraw()
})

const announced = new Set<string>()
/** For those who hear the page: one sentence for each delivery. */
const announce = ({ change, place }: ShownChange) => {
  if (place.kind !== 'delivered' || announced.has(change.event_id)) return
  announced.add(change.event_id)
  const coupon = textOf(field(change.event, 'props', 'coupon_instance', 'coupon_ins_name')) ?? ''
  const what = [change.order_status, coupon].filter(Boolean).join(', ')
  byId('announcement').textContent = `${what}: ${t('delivered')}`
}
/** Countdowns are plain text: a screen reader does not read each second. */
const tick = () => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-until]')) {
    const left = Number(place.dataset['until']) - frame.now()
    const text = left > 0 ? countdown(left) : t('soon')
    if (place.textContent !== text) place.textContent = text
  }
}
/** Everything from the same moment, so that no two parts of the page disagree. */
const redraw = () => {
  const moment = page.moment()
  const changes = history.changes()
  const where = places.of(changes, moment)
  const balance = balanceOf(where)
  const parked = new Set(moment.status?.parked.map(({ event_id }) => event_id))
  const shown = new Map<string, ShownChange>()
  for (const change of changes) {
    const place = where.get(change.event_id) ?? { kind: 'waiting' as const }
    const isParked = parked.has(change.event_id)
    const stations = stationsOf(change, place, moment)
    shown.set(change.event_id, { change, place, isParked, stations })
  }
  shown.forEach(announce)
  const now = nowOf({ changes, places: where, balance, moment })
  const isOwn = page.isOwnShop()
  const { project } = state
  topBar.draw({ isTourOpen: tour.isOpen(), ownShop: isOwn ? project?.name : undefined })
  const answers = gatewayMode.or(state.gatewayMode)
  gateway.showMode(answers)
  faults.draw({
    online: network.or(state.online),
    mode: collector.or(state.mode),
    gatewayMode: answers,
    app: moment.app,
    hints: tour.hints(),
    pages: state.phone?.pages ?? [],
  })
  const repeated = changes.filter(({ arrivals }) => arrivals > 1).length
  drawLedger({ balance, repeated, parked: parked.size })
  const isEmpty = changes.length === 0
  timelineHead.draw({ filter: state.filter, waiting: balance.waiting, isEmpty, isOwn })
  timeline.draw({
    now,
    items: history.items(),
    changes: shown,
    filter: state.filter,
    selected: state.selected,
    way: history.way(),
  })
  tour.draw(view())
  const selected = state.selected === undefined ? undefined : shown.get(state.selected)
  drawer.showEvent(
    selected && {
      change: selected.change,
      stations: selected.stations,
      isDelivered: selected.place.kind === 'delivered',
      now,
      calls: gateway.all(),
      batches: batches.all(),
      skipWait: () => void acts.skipWait(),
    },
  )
  const { route = '', title = '', scene = 1001 } = state.phone ?? {}
  phoneSide.draw({ app: moment.app, name: project?.name ?? '', route, title, scene })
  drawShop(
    isOwn && project
      ? {
          project,
          context: moment.status?.context ?? {},
          seen: state.seenPages,
          unreported: state.unreported,
        }
      : undefined,
  )
  tick()
  demo.look()
}

document.addEventListener('keydown', (event) => {
  const isPopoverOpen = document.querySelector(':popover-open') !== null
  if (event.key === 'Escape' && drawer.isOpen() && !isPopoverOpen) closeDrawer()
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
  const isRow = event.target instanceof Element && event.target.matches('#timeline .open')
  if (step === undefined || !isRow) return
  event.preventDefault()
  const next = timeline.focusNext(step)
  if (next === undefined || state.selected === undefined) return
  state.selected = next
  redraw()
})

const wanted = localStorage.getItem(LANGUAGE_KEY) ?? navigator.language
setLanguage(wanted.startsWith('zh') ? 'zh' : 'en')
listenToServers(page, {
  requests,
  gateway,
  relay,
  batches,
  drawer,
  markBatchLinks: () => markBatchLinks(batches),
})
frame.open()
setInterval(redraw, LOOK_MS)
setInterval(tick, TICK_MS)
