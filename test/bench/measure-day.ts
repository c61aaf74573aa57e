import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createChance } from './chance'
import { ours } from './contestant-ours'
import type { Verdict } from './must-hold'
import { type Answer, STORED } from './network'
import { createPhone } from './phone'

const ORDERS = 10_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const KILL_EVERY_MS = 20 * 60_000
const MAX_GROWTH_BYTES = 1_000_000

/** What happens on the way, and for how long at most, in ms. */
const SPELLS: readonly (readonly [answer: Answer, longest: number])[] = [
  [STORED, 1_800_000],
  [STORED, 1_800_000],
  [STORED, 1_800_000],
  ['fail', 1_200_000],
  ['timeout', 600_000],
  ['never', 600_000],
  ['lost', 300_000],
  [{ statusCode: 502, data: '<html>' }, 900_000],
  [{ statusCode: 200, data: null }, 300_000],
  // Two minutes of “no” to everything, at times when hundreds of events wait.
  [{ statusCode: 200, data: { code: 1, msg: 'ill' } }, 120_000],
]

const collectGarbage = (): number => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}

/** A day of 10,000 orders with random faults, and a kill every 20 minutes if `kills`. */
const liveADay = async (kills: boolean, seed: number) => {
  const chance = createChance(seed)
  const phone = createPhone(ours, seed)
  const { clock, network, storage } = phone
  const deliveries = new Uint16Array(ORDERS)
  const collect = () => {
    for (const { id } of network.stored) deliveries[Number(id)] = (deliveries[Number(id)] ?? 0) + 1
    network.stored.length = 0
    network.requests.length = 0
  }
  let app = phone.launch()
  let spellEnds = 0
  let spell: Answer = STORED
  let killAt = clock.now() + KILL_EVERY_MS
  const heap: number[] = []
  for (let order = 0; order < ORDERS; order++) {
    if (clock.now() >= spellEnds) {
      const [answer, longest] = SPELLS[Math.floor(chance() * SPELLS.length)] ?? [STORED, 0]
      const wasOffline = spell === 'fail'
      spell = answer
      spellEnds = clock.now() + chance() * longest
      network.answer = () => answer
      if (wasOffline !== (spell === 'fail')) app.connect(wasOffline)
    }
    if (kills && clock.now() >= killAt) {
      killAt += KILL_EVERY_MS
      app.kill()
      app = phone.launch()
    }
    app.sdk.track(String(order))
    // The kill may come at any moment after the call, also at once.
    if (chance() < 0.9) await clock.pass((DAY_MS / ORDERS) * 2 * chance())
    const hour = Math.floor((order * 24) / ORDERS)
    if (hour === heap.length) {
      collect()
      heap.push(collectGarbage())
    }
  }
  network.answer = () => STORED
  const recover = async () => {
    app.kill()
    app = phone.launch()
    await clock.pass(2 * HOUR_MS)
    collect()
    return deliveries.reduce((lost, times) => lost + (times ? 0 : 1), 0)
  }
  await recover()
  const resting = app.sdk.setAside?.().length ?? 0
  app.sdk.retrySetAside?.()
  const lost = await recover()
  return {
    lost,
    resting,
    duplicates: deliveries.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
    unanswered: network.unanswered,
    crashes: phone.crashes.length,
    growth: (heap.at(-1) ?? 0) - (heap[2] ?? 0),
    cells: storage.cells.size,
  }
}

/** 24 hours of use, with and without kills. */
export const measureDay = async (tell: (what: string) => void): Promise<Verdict[]> => {
  const verdicts: Verdict[] = []
  for (const kills of [true, false]) {
    const name = `24 h, 10,000 orders, ${kills ? 'a kill every 20 minutes' : 'no kill'}`
    tell(name)
    const day = await liveADay(kills, 1)
    verdicts.push(
      {
        promise: `${name}: none lost`,
        measured: `${day.lost} lost, ${day.resting} rested in the quarantine until they were sent again, ${day.duplicates} duplicates with ${day.unanswered} answers lost, ${day.crashes} exceptions`,
        holds: day.lost === 0 && day.crashes === 0 && day.duplicates <= day.unanswered,
        timed: false,
      },
      {
        promise: `${name}: memory does not grow`,
        measured: `${Math.round(day.growth / 1_024)} KB from hour 3 to hour 24; ${day.cells} keys on the phone in the end`,
        holds: day.growth < MAX_GROWTH_BYTES,
        timed: false,
      },
    )
  }
  return verdicts
}
