import type { GatewayMode, Mode } from '../contracts'
import type { Project } from '../phone/control'
import type { PhoneState } from '../phone/monitor'
import { createHistory, type Mark, type MarkKind, type Tone } from './history'
import type { PhoneFrame } from './phone'
import { balanceOf, createPlaces, type Moment } from './ledger'
import type { SeenPage } from './shop-pane'
import type { Filter } from './timeline'

const REDRAW_MS = 40

/** Everything that the page knows, in one place; `redraw` draws all of it from one moment. */
export const createPageState = (frame: PhoneFrame, redraw: () => void) => {
  const history = createHistory()
  const places = createPlaces()
  const state = {
    online: true,
    mode: 'ok' as Mode,
    gatewayMode: 'ok' as GatewayMode,
    phone: undefined as PhoneState | undefined,
    /** The app that runs has said so. */
    hasStarted: false,
    filter: 'all' as Filter,
    /** The id of the event whose drawer is open. */
    selected: undefined as string | undefined,
    project: undefined as Project | undefined,
    seenPages: new Map<string, SeenPage>(),
    /** The page on which a payment succeeded and no order change followed. */
    unreported: undefined as string | undefined,
  }
  let isDue = false
  const redrawSoon = () => {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      redraw()
    }, REDRAW_MS)
  }
  const moment = (): Moment => ({
    app: frame.app(),
    online: state.online,
    now: frame.now(),
    real: Date.now(),
    status: frame.status(),
    stored: frame.stored(history.changes().map(({ event_id }) => event_id)),
  })
  return {
    state,
    history,
    places,
    frame,
    moment,
    redraw,
    redrawSoon,
    isOwnShop: () => state.project !== undefined && !state.project.isDemo,
    balance: () => balanceOf(places.of(history.changes(), moment())),
    mark(kind: MarkKind, text: Mark['text'], tone: Tone = 'plain', at = frame.now()) {
      history.mark(kind, at, text, tone)
      redrawSoon()
    },
    /** The rail beside the entries takes the colour of the phone's way out. */
    setWay() {
      if (frame.app() === 'killed') history.setWay('dead')
      else if (!state.online) history.setWay('offline')
      else history.setWay(state.mode === 'ok' ? 'well' : 'faulty')
    },
  }
}
export type PageState = ReturnType<typeof createPageState>
