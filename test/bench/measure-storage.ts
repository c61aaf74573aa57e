import type { Contestant } from './contestant'
import { createPhone } from './phone'

const EVENTS = 50
const GAP_MS = 3_000
const SETTLED_MS = 10_000
const BACKLOG = 600
const BACKLOG_GAP_MS = 100

interface PerEvent {
  readonly reads: number
  readonly writes: number
  readonly removes: number
  readonly bytes: number
}

export interface StorageCost {
  /** One event every 3 s, each delivered before the next. */
  readonly online: PerEvent
  /** One event a second without a network, when 600 wait already. */
  readonly atBacklog: PerEvent
  /** Writes that one track call made before it returned, at most, in all of this. */
  readonly writesPerCall: number
}

/** What an event costs the phone's storage in its whole life. */
export const measureStorage = async (contestant: Contestant): Promise<StorageCost> => {
  let writesPerCall = 0
  const run = async (backlog: number, gap: number): Promise<PerEvent> => {
    const { clock, storage, network, launch } = createPhone(contestant)
    const { sdk } = launch()
    let reported = 0
    const tell = async (events: number, pause: number) => {
      for (let i = 0; i < events; i++) {
        const before = storage.writes
        sdk.track(`INS-${reported++}`)
        writesPerCall = Math.max(writesPerCall, storage.writes - before)
        await clock.pass(pause)
      }
    }
    await clock.pass(SETTLED_MS)
    if (backlog) network.answer = () => 'fail'
    await tell(backlog, BACKLOG_GAP_MS)
    const before = storage.tally()
    await tell(EVENTS, gap)
    const after = storage.tally()
    const per = (name: keyof PerEvent) => (after[name] - before[name]) / EVENTS
    return {
      reads: per('reads'),
      writes: per('writes'),
      removes: per('removes'),
      bytes: per('bytes'),
    }
  }
  const online = await run(0, GAP_MS)
  const atBacklog = await run(BACKLOG, 1_000)
  return { online, atBacklog, writesPerCall }
}
