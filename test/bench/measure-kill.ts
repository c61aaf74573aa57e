import type { Contestant } from './contestant'
import { STORED } from './network'
import { createPhone } from './phone'

const EVENTS = 20
const SETTLED_MS = 10_000
const AWAY_MS = 60_000
const RECOVERY_MS = 600_000

/** When the app is killed, in ms after the last event. */
export const KILL_AFTER_MS = [0, 300, 999, 1_100, 3_000] as const

export interface Kill {
  readonly after: number
  /** Whether the user left first (App.onHide, right after the last event), or the app died in front of him. */
  readonly hide: boolean
  /** Between the events, in ms; 0: all in one turn, as an order with 20 coupons would. */
  readonly gap: number
}

/** 20 events without a network, a kill, and a minute later a new launch with one: how many of them arrive? */
export const measureKill = async (
  contestant: Contestant,
  { after, hide, gap }: Kill,
  seed: number,
): Promise<number> => {
  const { clock, network, launch } = createPhone(contestant, seed)
  const app = launch()
  // At another moment of everybody's timers with each seed.
  await clock.pass(SETTLED_MS + seed * 130)
  network.answer = () => 'fail'
  app.connect(false)
  for (let i = 0; i < EVENTS; i++) {
    if (i && gap) await clock.pass(gap)
    app.sdk.track(`INS-${i}`)
  }
  if (hide) app.hide()
  if (after) await clock.pass(after)
  app.kill()

  network.answer = () => STORED
  await clock.pass(AWAY_MS)
  launch()
  await clock.pass(RECOVERY_MS)
  return new Set(network.stored.map(({ id }) => id)).size
}
