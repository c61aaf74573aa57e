import { type Entered, sceneText } from './enter-form'
import { TEN_MINUTES_MS } from './faults'
import type { NowAction } from './now'
import type { PageState } from './page-state'
import { servers } from './servers'
import { span } from './values'

const isBroken = (value: string) => {
  try {
    decodeURIComponent(value)
    return false
  } catch {
    return true
  }
}

/** What the person in front of the page can do to the phone and to its surroundings. */
export const createActs = (page: PageState) => {
  const { state, history, places, frame, mark } = page
  const kill = () => {
    if (frame.app() === 'killed') return
    frame.kill()
    page.setWay()
    history.killed(frame.now())
    const { stored } = page.moment()
    const undelivered = history.changes().filter(({ acceptedAt }) => acceptedAt === undefined)
    const safe = undelivered.filter(({ event_id }) => stored.has(event_id)).length
    mark('killed', ['markKilledText', safe], 'bad')
  }
  const launch = (entered?: Entered) => {
    state.hasStarted = false
    frame.open(entered)
    page.setWay()
    page.redrawSoon()
  }
  const open = () => {
    if (frame.app() === 'killed') launch()
  }
  const moveTime = async (ms: number) => {
    const known = { 600_000: 'tenMinutes', 86_400_000: 'oneDay' }[ms]
    // Before it is moved: what becomes due by that comes after it.
    mark('time', ['markTimeText', known ?? span(ms)])
    await frame.moveTime(ms)
    page.redrawSoon()
  }
  const skipWait = async () => {
    const next = frame.status()?.next
    if (next) await moveTime(Math.max(0, next.at - frame.now()) + 1)
    else {
      // Hidden and shown again: what a user does, and what the plugin takes as a reason to try.
      frame.hide()
      frame.show()
    }
  }
  return {
    kill,
    open,
    moveTime,
    skipWait,
    hideOrShow: () => (frame.app() === 'hidden' ? frame.show() : frame.hide()),
    enter(entered: Entered) {
      const { scene, query } = entered
      const given = Object.entries(query).map(([key, value]) => `${key}=${value}`)
      const broken = Object.values(query).some(isBroken)
      const words = `${sceneText(scene)} ${given.join('&')}`.trim()
      const key = broken ? 'markEnteredBroken' : 'markEnteredText'
      mark('entered', [key, scene, words], broken ? 'bad' : 'plain')
      if (frame.app() === 'killed') launch(entered)
      else frame.enter(entered)
    },
    /** Everything as it was when the page was first opened. */
    async startOver() {
      frame.kill()
      frame.erase()
      await Promise.all([
        servers.setOnline(true),
        servers.setMode('ok'),
        servers.setGatewayMode('ok'),
        servers.setRelay(false),
        servers.clearRequests(),
        servers.clearCalls(),
      ])
      history.clear()
      places.clear()
      state.selected = undefined
      state.unreported = undefined
      state.seenPages.clear()
      state.filter = 'all'
      state.hasStarted = false
      frame.open()
      page.setWay()
      page.redraw()
    },
    /** The button of the sentence on top. */
    act(action: NowAction) {
      if (action === 'open') open()
      if (action === 'online') void servers.setOnline(true)
      if (action === 'skipWait') void skipWait()
      if (action === 'plus10') void moveTime(TEN_MINUTES_MS)
    },
  }
}
