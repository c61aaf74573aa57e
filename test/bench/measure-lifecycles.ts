import type { Contestant } from './contestant'
import { createPhone } from './phone'
import { quantiles } from './quantiles'
import { createTimedCall } from './timed-call'

const ROUNDS = 120
const WARM_UP = 40
/** Ten pages are opened one upon the other, as many as WeChat allows, and closed again; so often in a row. */
const PAGES = 10
const REPEATED = 20
const GAP_MS = 1_000

/** The middle cost of one call, in ns. `onReturn`: the onShow of a page that was below. */
export interface Lifecycles {
  readonly onLoad: number
  readonly onShow: number
  /** onShow with what it leaves for later (microtasks). */
  readonly onShowSettled: number
  readonly onHide: number
  readonly onReturn: number
  readonly onUnload: number
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

const startRun = (contestant: Contestant) => {
  const phone = createPhone(contestant)
  phone.network.blind = true
  phone.storage.weigh = false
  const app = phone.launch()
  const [onLoad, onShow, onHide, onUnload] = ['onLoad', 'onShow', 'onHide', 'onUnload'].map(
    createTimedCall,
  ) as [Call, Call, Call, Call]
  const samples: Record<keyof Lifecycles, number[]> = {
    onLoad: [],
    onShow: [],
    onShowSettled: [],
    onHide: [],
    onReturn: [],
    onUnload: [],
  }
  const walk = () => {
    const stack = [app.createPage()]
    app.pages.push(...stack)
    for (let front = stack[0]; front && stack.length < PAGES;) {
      samples.onHide.push(onHide(front, {}))
      front = app.createPage()
      stack.push(front)
      app.pages.push(front)
      samples.onLoad.push(onLoad(front, {}))
      samples.onShow.push(onShow(front, {}))
    }
    for (let front = stack.pop(); front; front = stack.pop()) {
      samples.onUnload.push(onUnload(front, {}))
      app.pages.pop()
      const below = stack.at(-1)
      if (below) samples.onReturn.push(onShow(below, {}))
    }
  }
  const round = async () => {
    for (let i = 0; i < REPEATED; i++) walk()
    await settled()
    const pages = Array.from({ length: PAGES }, app.createPage)
    const begin = process.hrtime.bigint()
    for (const page of pages) onShow(page, {})
    await settled()
    samples.onShowSettled.push(Number(process.hrtime.bigint() - begin) / PAGES)
  }
  const result = (empty: number): Lifecycles => {
    const middle = (name: keyof Lifecycles) => {
      const all = samples[name]
      return Math.max(0, quantiles(all.slice((all.length * WARM_UP) / ROUNDS)).p50 - empty)
    }
    return {
      onLoad: middle('onLoad'),
      onShow: middle('onShow'),
      onShowSettled: middle('onShowSettled'),
      onHide: middle('onHide'),
      onReturn: middle('onReturn'),
      onUnload: middle('onUnload'),
    }
  }
  return { contestant, clock: phone.clock, round, result }
}

type Call = ReturnType<typeof createTimedCall>

/** What it costs to look at the clock twice, in ns. */
const emptyCall = (): number => {
  const call = createTimedCall('nothing')
  const page = { nothing: () => undefined }
  return quantiles(Array.from({ length: 20_000 }, () => call(page, {})).slice(10_000)).p50
}

/** What the merchant's page lifecycles cost, bare and under each contestant, in turn in one process. */
export const measureLifecycles = async (
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<Contestant, Lifecycles>> => {
  const runs = contestants.map(startRun)
  for (let round = 0; round < ROUNDS; round++) {
    // Another one goes first each time: the first pays for what the others left in the caches.
    for (let i = 0; i < runs.length; i++) await runs[(round + i) % runs.length]?.round()
    for (const { clock } of runs) await clock.pass(GAP_MS)
  }
  const empty = emptyCall()
  return new Map(runs.map(({ contestant, result }) => [contestant, result(empty)]))
}
