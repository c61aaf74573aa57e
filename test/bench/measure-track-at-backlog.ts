import type { Contestant } from './contestant'
import { createPhone } from './phone'
import { quantiles } from './quantiles'
import { stopwatch } from './stopwatch'

const PHONES = 8
const CALLS = 100
const BOUND = 1_000
const GAP_MS = 100

export interface TrackAtBacklog {
  /** The middle cost of a call, in ns: when nothing waits, when up to 1,000 events wait, when the oldest must go. */
  readonly empty: number
  readonly full: number
  readonly overfull: number
}

/** Does a track call cost more when many events wait? Without a network, in turn in one process. */
export const measureTrackAtBacklog = async (contestant: Contestant): Promise<TrackAtBacklog> => {
  const samples = { empty: [] as number[], full: [] as number[], overfull: [] as number[] }
  const offline = async (waiting: number) => {
    const { clock, network, storage, launch } = createPhone(contestant)
    storage.weigh = false
    network.answer = () => 'fail'
    const { sdk } = launch()
    for (let i = 0; i < waiting; i++) {
      sdk.track(`WAITS-${i}`)
      await clock.pass(GAP_MS)
    }
    return async (call: number) => {
      const took = stopwatch(() => sdk.track(`INS-${call}`))
      await clock.pass(GAP_MS)
      return took
    }
  }
  for (let phone = 0; phone < PHONES; phone++) {
    const [empty, full, overfull] = [
      await offline(0),
      await offline(BOUND - CALLS),
      await offline(BOUND),
    ]
    for (let call = 0; call < CALLS; call++) {
      samples.empty.push(await empty(call))
      samples.full.push(await full(call))
      samples.overfull.push(await overfull(call))
    }
  }
  return {
    empty: quantiles(samples.empty).p50,
    full: quantiles(samples.full).p50,
    overfull: quantiles(samples.overfull).p50,
  }
}
