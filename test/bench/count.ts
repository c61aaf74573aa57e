import type { Contestant } from './contestant'
import { CONTESTANTS } from './contestants'
import { ours } from './contestant-ours'
import { FAULTS } from './faults'
import { measureBacklog } from './measure-backlog'
import { measureDelivery } from './measure-delivery'
import { KILL_AFTER_MS, measureKill } from './measure-kill'
import { measureLaunch } from './measure-launch'
import { measureRestart } from './measure-restart'
import { measureStorage } from './measure-storage'
import type { Counted, Each } from './results'
import { worst } from './worst'

/** So often with another chance, and at other moments of the timers; the worst counts. Ours is to hold in more. */
const RUNS = { ours: 40, peers: 3 }
/** A peer's backlog takes seconds of CPU. */
const BACKLOG_RUNS = { ours: 40, peers: 1 }
const GAPS_MS = [0, 200]

const each = async <T>(measure: (contestant: Contestant) => Promise<T>): Promise<Each<T>> => {
  const measured: Record<string, T> = {}
  for (const contestant of CONTESTANTS) measured[contestant.name] = await measure(contestant)
  return measured
}

const repeat = async <T>(
  contestant: Contestant,
  measure: (seed: number) => Promise<T>,
  { ours: often, peers }: typeof RUNS = RUNS,
): Promise<T[]> => {
  const runs: T[] = []
  const times = contestant === ours ? often : peers
  for (let seed = 1; seed <= times; seed++) runs.push(await measure(seed))
  return runs
}

/** Everything that is counted and not timed. `tell` says what is being done. */
export const count = async (tell: (what: string) => void): Promise<Counted> => {
  const deliveries: Counted['deliveries'][number][] = []
  for (const fault of FAULTS) {
    tell(fault.name)
    const measured = await each(async (contestant) =>
      worst(await repeat(contestant, (seed) => measureDelivery(contestant, fault, seed)), [
        'delivered',
        'deliveredLater',
      ]),
    )
    deliveries.push({ fault: fault.name, each: measured })
  }
  const kills: Counted['kills'][number][] = []
  tell('kills')
  for (const gap of GAPS_MS) {
    for (const hide of [false, true]) {
      for (const after of KILL_AFTER_MS) {
        const kill = { after, hide, gap }
        const survivors = await each(async (contestant) =>
          Math.min(...(await repeat(contestant, (seed) => measureKill(contestant, kill, seed)))),
        )
        kills.push({ ...kill, survivors })
      }
    }
  }
  tell('a backlog of 300')
  const measureBacklogs = (ill: boolean) =>
    each(async (contestant) =>
      worst(
        await repeat(contestant, (seed) => measureBacklog(contestant, seed, ill), BACKLOG_RUNS),
        ['delivered', 'deliveredLater'],
      ),
    )
  const backlog = await measureBacklogs(false)
  const illBacklog = await measureBacklogs(true)
  tell('storage')
  const storage = await each(measureStorage)
  const launch = await each(measureLaunch)
  tell('a restart with 1,000 pending')
  const restart = await each(measureRestart)
  return { deliveries, kills, backlog, illBacklog, storage, launch, restart }
}
