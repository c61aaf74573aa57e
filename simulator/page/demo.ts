import { MAX_STEP_WAIT_MS, type PhoneFrame } from './phone'
import { servers } from './servers'
import type { TourActions, TourView } from './tour'
import { TEN_MINUTES_MS } from './faults'

const GOODS = ['AOdjf7u', 'BKq2m9x', 'CYr8t3w', 'DWv5p1k'] as const
/** Between two tries to bring waiting events forward: an answer comes in meanwhile. */
const SKIP_MS = 500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Demo {
  readonly frame: PhoneFrame
  readonly view: () => TourView
  readonly acts: {
    readonly open: () => void
    readonly kill: () => void
    readonly moveTime: (ms: number) => Promise<void>
    readonly skipWait: () => Promise<void>
  }
}

/** Buys tea in the demo's shop as a person would, by touching what is on the phone's screen. */
export const createDemo = ({ frame, view, acts }: Demo) => {
  let bought = 0
  const waits = new Set<() => void>()
  const until: TourActions['until'] = (what, holds) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!holds(view())) return
        clearTimeout(bound)
        waits.delete(look)
        resolve()
      }
      const failed = () => {
        waits.delete(look)
        reject(new Error(what))
      }
      const bound = setTimeout(failed, MAX_STEP_WAIT_MS)
      waits.add(look)
      look()
    })
  const isUp = () => frame.phone() !== undefined && view().isRunning
  const open = async () => {
    acts.open()
    await until('the app to start', isUp)
  }
  // After a failure the plugin may wait for longer than a visitor: the phone's time is moved to the next try.
  const deliver = async () => {
    const end = Date.now() + MAX_STEP_WAIT_MS
    while (view().balance.waiting > 0 && Date.now() < end) {
      await acts.skipWait()
      await pause(SKIP_MS)
    }
  }
  const actions: TourActions = {
    until,
    deliver,
    kill: acts.kill,
    open,
    async heal() {
      await Promise.all([servers.setMode('ok'), servers.setGatewayMode('ok')])
      await servers.setOnline(true)
      await open()
      if (frame.app() === 'hidden') frame.show()
      await until('the network', ({ online }) => online)
      await deliver()
    },
    async order() {
      const sku_id = GOODS[bought % GOODS.length] ?? GOODS[0]
      bought += 1
      frame.goTo('pages/checkout', { sku_id })
      await frame.tap('#give-order')
      await frame.find('#pay')
    },
    pay: () => frame.tap('#pay'),
    async setOnline(online) {
      await servers.setOnline(online)
      await until('the network to change', (seen) => seen.online === online)
    },
    async setMode(mode) {
      await servers.setMode(mode)
    },
    moveTenMinutes: () => acts.moveTime(TEN_MINUTES_MS),
  }
  return {
    actions,
    /** Looks whether what a step waits for is there: called when the page has drawn. */ look: () =>
      waits.forEach((look) => look()),
  }
}
