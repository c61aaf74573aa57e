import type { GatewayCall } from '../contracts'
import type { Observation } from '../phone/monitor'
import type { createBatchPane } from './batch-pane'
import { couponSummary, type createGatewayPane } from './gateway-pane'
import type { Drawer } from './drawer'
import { field, textOf } from './values'
import { idsOf } from './change'
import type { Mark, Tone } from './history'
import type { PageState } from './page-state'
import type { createRelayPane } from './relay-pane'
import type { createRequestPane } from './request-pane'
import { follow } from './servers'

/** A payment that is not followed by an order change within so long is one that was forgotten. */
const REPORT_AFTER_PAYMENT_MS = 2_000
/** The plugin's page changes in the same task as the phone's; a moment later both are there. */
const SETTLE_MS = 300

/** An order change became an event, by whatever call: that of an SDK which the plugin adopted is not watched. */
const isEvent = (seen: Observation): boolean =>
  seen.kind === 'report' && ['queued', 'duplicate'].includes(seen.entry.status)

/** What the phone says goes into the history. */
export const createObservationListener = (page: PageState) => {
  const { state, history, frame, mark } = page
  let calls = 0
  const started = (at: number) => {
    const isFirst = history.items().length === 0 && !page.isOwnShop()
    state.hasStarted = true
    if (isFirst) return
    const { waiting } = page.balance()
    history.started(at)
    mark('started', waiting > 0 ? ['markStartedText', waiting] : ['markStartedFresh'], 'good')
  }
  /** A page is watched if an event that is reported there names it: asked while the page is in front. */
  const notePage = (path: string, title?: string) => {
    const context = frame.status()?.context
    const known = state.seenPages.get(path) ?? { isWatched: false, title, lifecycles: [] }
    const isNamed = textOf(field(context, 'page'))?.split('?')[0] === path
    const seen = isNamed
      ? { ...known, isWatched: true, title: textOf(field(context, 'page_title')) }
      : { ...known, title: known.title ?? title }
    state.seenPages.set(path, seen)
    page.redrawSoon()
    return seen
  }
  const noteLifecycle = (path: string, name: string) => {
    const known = notePage(path)
    if (known.lifecycles.includes(name)) return
    state.seenPages.set(path, { ...known, lifecycles: [...known.lifecycles, name] })
  }
  const forgotten = (where: string, callsBefore: number) => {
    if (calls > callsBefore) return
    state.unreported = where
    mark('payment', ['markNoTrackOrder', where], 'bad')
  }
  return (seen: Observation) => {
    if (seen.kind === 'state') {
      const wasShown = state.phone?.shown ?? true
      state.phone = seen.state
      state.project = frame.phone()?.project() ?? state.project
      if (!state.hasStarted) started(seen.at)
      else if (wasShown !== seen.state.shown) {
        if (seen.state.shown) mark('shown', ['markShownText'])
        else mark('hidden', ['markHiddenText'])
      }
    } else if (seen.kind !== 'page' || page.isOwnShop()) history.observe(seen)
    if (seen.kind === 'lifecycle') noteLifecycle(seen.path, seen.name)
    if (seen.kind === 'page') setTimeout(() => notePage(seen.path, seen.title), SETTLE_MS)
    if (seen.kind === 'call' || isEvent(seen)) {
      calls += 1
      state.unreported = undefined
    }
    if (seen.kind === 'payment' && seen.paid && !seen.callsAreHidden) {
      const before = calls
      setTimeout(() => forgotten(seen.page, before), REPORT_AFTER_PAYMENT_MS)
    }
    page.redrawSoon()
  }
}

interface Panes {
  readonly requests: ReturnType<typeof createRequestPane>
  readonly gateway: ReturnType<typeof createGatewayPane>
  readonly batches: ReturnType<typeof createBatchPane>
  readonly relay: ReturnType<typeof createRelayPane>
  readonly drawer: Drawer
  /** Says at each event whose batch Youshu does not know that this is so. */
  readonly markBatchLinks: () => void
}

/** What the servers see goes into the history and into the panes. */
export const listenToServers = (page: PageState, panes: Panes): void => {
  const { state, history, mark } = page
  const { requests, gateway, batches, relay, drawer, markBatchLinks } = panes
  const said = new Map<string, unknown>()
  /** Whether the servers said something else before; what comes first is no news. */
  const isNews = (name: string, now: unknown) => {
    const isChange = said.has(name) && said.get(name) !== now
    said.set(name, now)
    return isChange
  }
  const noteCall = ({ path, from, status, gone, answer, at, ms = 0 }: GatewayCall) => {
    if (path !== '/usable-coupons' || from !== 'phone' || (status === undefined && !gone)) return
    const { total, usable, best } = couponSummary(answer)
    // The phone heard it before this page did, and may have ordered since.
    const answeredAt = page.frame.now() - Date.now() + at + ms
    const note = (text: Mark['text'], tone?: Tone) => mark('gateway', text, tone, answeredAt)
    if (status !== 200 || typeof answer === 'string') {
      const why = gone ? 'hungUp' : status === 200 ? 'notJson' : `HTTP ${status ?? ''}`
      note(['markGatewayBad', why], 'bad')
    } else if (best) {
      note(['markGateway', usable, total, `${best.title} −${best.deduction}`])
    } else note(['markGatewayNone', usable, total])
  }
  follow({
    network(online) {
      const news = isNews('network', online)
      state.online = online
      page.setWay()
      if (news && online) mark('online', ['markOnlineText'], 'good')
      else if (news) mark('offline', ['markOfflineText'], 'bad')
      page.redrawSoon()
    },
    mode(mode) {
      const news = isNews('mode', mode)
      state.mode = mode
      page.setWay()
      if (news) mark('mode', [`mode-${mode}`], mode === 'ok' ? 'good' : 'bad')
      page.redrawSoon()
    },
    all(all) {
      requests.set(all)
      drawer.count('requests', all.length)
    },
    request(request) {
      requests.add(request)
      drawer.count('requests', requests.all().length)
      markBatchLinks()
      if (request.stored) history.stored(idsOf(request.body), request.at)
      page.redrawSoon()
    },
    'gateway-mode'(mode) {
      state.gatewayMode = mode
      page.redrawSoon()
    },
    'gateway-calls'(calls) {
      gateway.set(calls)
      drawer.count('gateway', calls.length)
    },
    'gateway-call'(call) {
      gateway.put(call)
      drawer.count('gateway', gateway.all().length)
      noteCall(call)
    },
    batches(all) {
      batches.set(all)
      drawer.count('batches', all.length)
      markBatchLinks()
    },
    relay(now) {
      relay.set(now)
      const kept = now.events.filter(({ state: is }) => is !== 'refused')
      history.relayed(kept.map(({ event_id }) => event_id))
      page.redrawSoon()
      drawer.count('relay', now.events.length)
    },
  })
}
