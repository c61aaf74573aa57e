import { LOST, LOST_ONCE, POISONED, REFUSED } from './faults'
import type { Each, Results } from './results'

/** One thing that this plugin promises, and what was measured. `timed`: a busy machine may be to blame for a miss. */
export interface Verdict {
  readonly promise: string
  readonly measured: string
  readonly holds: boolean
  readonly timed: boolean
}

const of = <T>(each: Each<T>, name = 'ours'): T => {
  const found = each[name]
  if (found === undefined) throw new Error(`${name} was not measured.`)
  return found
}

const KB = 1_024

const delivery = ({ deliveries }: Results): Verdict[] =>
  deliveries.map(({ fault, each }) => {
    const { delivered, duplicates, needless, inOrder, sameKey, requests, late, setAside, crashes } =
      of(each)
    // Each event is of an order of its own: which of them goes first is how the sender finds out what sticks to one.
    const lost = fault === LOST.name || fault === LOST_ONCE.name
    const expected = fault === POISONED.name ? 19 : 20
    let promise = `${fault}: ${expected}/20, no duplicate`
    let holds = delivered === expected && !crashes && (lost || !duplicates)
    let measured = `${delivered}/20${inOrder ? '' : ' out of order'}, ${duplicates} duplicates`
    if (lost) {
      promise = `${fault}: 20/20, no duplicate but of what went unanswered, all with the same id`
      holds &&= !needless && sameKey
      measured += `, ${needless} of them needless`
    }
    if (fault === POISONED.name) {
      promise += ', at once; the bad one set aside with the reason'
      holds &&= setAside.length === 1 && !!setAside[0] && (late ?? Infinity) < 1_000
      measured += `, set aside: ${setAside.join('; ')}`
    }
    if (fault === REFUSED.name) {
      promise = `${fault} during 120 s: 20/20 within 2 h, at most 60 requests in the 120 s`
      holds = delivered === 20 && requests <= 60
      measured += `, ${requests} requests`
    }
    return { promise, holds, timed: false, measured }
  })

const survival = ({ kills, backlog, restart }: Results): Verdict[] => {
  const survivors = kills.map((kill) => of(kill.survivors))
  // Each event is of an order of its own, here too.
  const { delivered, duplicates, inOrder, requests, drained = Infinity } = of(backlog)
  const { survivors: of1000, readsInATurn, toldAgain } = of(restart)
  return [
    {
      promise: `killed offline in ${kills.length} ways: 20/20 in each`,
      measured: `at least ${Math.min(...survivors)}/20`,
      holds: survivors.every((count) => count === 20),
      timed: false,
    },
    {
      promise: '300 events offline: 300/300, at most 25 requests meanwhile, drained within 60 s',
      measured: `${delivered}/300${inOrder ? '' : ' out of order'}, ${duplicates} duplicates, ${requests} requests, ${drained / 1_000} s`,
      holds: delivered === 300 && !duplicates && requests <= 25 && drained <= 60_000,
      timed: false,
    },
    {
      promise: '1,000 pending, killed: all arrive, at most 20 reads in a turn, each still known',
      measured: `${of1000}, ${readsInATurn} reads, ${toldAgain} taken for new`,
      holds: of1000 === 1_000 && readsInATurn <= 20 && toldAgain === 0,
      timed: false,
    },
  ]
}

const storage = (results: Results): Verdict[] => {
  const { online, atBacklog, writesPerCall } = of(results.storage)
  const { reads, writes, removes, requests } = of(results.launch)
  const operations = online.reads + online.writes + online.removes
  const bytes = Math.max(online.bytes, atBacklog.bytes)
  return [
    {
      promise: 'storage: one write per call, at most 3 operations and 1.5 KB written per event',
      measured: `${writesPerCall} write, ${operations} operations, ${Math.round(bytes)} bytes`,
      holds: writesPerCall === 1 && operations <= 3 && bytes <= 1.5 * KB,
      timed: false,
    },
    {
      // Two pages, and two numbers in each lane: a record that was cleared must not hide the one behind it.
      promise: 'launch with nothing pending: no request, at most 6 reads, no write',
      measured: `${requests} requests, ${reads} reads, ${writes + removes} writes`,
      holds: requests === 0 && reads <= 6 && writes + removes === 0,
      timed: false,
    },
  ]
}

const times = (results: Results): Verdict[] => {
  const { track, lifecycles, trackAtBacklog, restart, login } = results
  const toSr = of(track).p50 / of(track, 'sr').p50
  const toEmpty = trackAtBacklog.full / trackAtBacklog.empty
  const { firstRequestMs = Infinity } = of(restart)
  const mine = of(lifecycles)
  const bare = of(lifecycles, 'bare')
  const hide = mine.onHide / of(lifecycles, 'sr').onHide
  const show = mine.onShow / of(lifecycles, 'sa').onShow
  const over = (['onLoad', 'onShow', 'onHide', 'onReturn', 'onUnload'] as const).map(
    (name) => [name, Math.round(mine[name] - bare[name])] as const,
  )
  const timings: [promise: string, measured: string, holds: boolean][] = [
    // sr stores no check with its text: ours is a fifth of the call. See docs/benchmarks.md.
    ['trackOrder at most 1.3 × sr’s track (p50), with its check', toSr.toFixed(2), toSr <= 1.3],
    ['trackOrder at 1,000 pending at most 1.5 × at none', toEmpty.toFixed(2), toEmpty <= 1.5],
    [
      'first request with 1,000 pending within 30 ms of CPU',
      firstRequestMs.toFixed(1),
      firstRequestMs < 30,
    ],
    [
      'login with 1,000 events held: at most 20 writes in a turn, all delivered',
      `${login.writesInATurn} writes, ${login.delivered} delivered, setUser ${login.callMs.toFixed(1)} ms`,
      login.writesInATurn <= 20 && login.delivered === 1_000,
    ],
    [
      'each lifecycle at most 200 ns over bare (p50)',
      over.map(([name, ns]) => `${name} ${ns}`).join(', '),
      over.every(([, ns]) => ns <= 200),
    ],
    ['onHide at most 1/20 of sr’s', hide.toFixed(3), hide <= 0.05],
    ['onShow at most 1/20 of sa’s', show.toFixed(3), show <= 0.05],
  ]
  return timings.map(([promise, measured, holds]) => ({ promise, measured, holds, timed: true }))
}

/** What this plugin promises, held against the results. */
export const mustHold = (results: Results): Verdict[] => [
  ...delivery(results),
  ...survival(results),
  ...storage(results),
  ...times(results),
]
