import Table from 'cli-table3'
import { createChance } from '../chance'
import { createRetryPolicy } from '../../../plugin/delivery/retry-policy'

const FLEET = 1_000_000
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** The collector is well, then it is not, then it is well again. */
const BEFORE = HOUR
const AFTER = 90 * MINUTE
const PEAK = 10 * SECOND
/** What is promised: times the load of before, during the failure and in the fullest ten seconds after it; minutes. */
const MAX_LOAD = 3
const MAX_LOAD_UNDER_RETRY_AFTER = 1.5
const MAX_MINUTES = 35

interface Fleet {
  readonly name: string
  /** Events an hour while the app is in front. */
  readonly rate: number
  /** So many stand for all: in a small sample the fullest ten seconds are fuller, by chance. */
  readonly phones: number
  /** Visits a day, of so many ms; undefined: all are in front all the time. */
  readonly visits?: { readonly perDay: number; readonly ms: number }
}
interface Failure {
  readonly name: string
  readonly outage: number
  readonly answered: boolean
  /** `'end'`: all phones are asked to come when the outage ends. */
  readonly retryAfterMs?: number | 'end'
}

const FLEETS: readonly Fleet[] = [
  { name: '12 events/h, all in front', rate: 12, phones: 100_000 },
  { name: '2 events/h, all in front', rate: 2, phones: 1_000_000 },
  {
    name: '5 visits a day of 3 min',
    rate: 30,
    phones: 1_000_000,
    visits: { perDay: 5, ms: 3 * MINUTE },
  },
]
const FAILURES: readonly Failure[] = [
  { name: 'no answer, 1 h', outage: HOUR, answered: false },
  { name: 'no answer, 15 min', outage: 15 * MINUTE, answered: false },
  { name: '503, 1 h', outage: HOUR, answered: true },
  { name: '503, 15 min', outage: 15 * MINUTE, answered: true },
  { name: '429 Retry-After 600, 1 h', outage: HOUR, answered: true, retryAfterMs: 600 * SECOND },
  {
    name: '429 Retry-After 600, 15 min',
    outage: 15 * MINUTE,
    answered: true,
    retryAfterMs: 600 * SECOND,
  },
  { name: '429, all asked to the end, 1 h', outage: HOUR, answered: true, retryAfterMs: 'end' },
  {
    name: '429, all asked to the end, 15 min',
    outage: 15 * MINUTE,
    answered: true,
    retryAfterMs: 'end',
  },
]

const exponential = (mean: number, random: () => number): number => -mean * Math.log(1 - random())

interface Totals {
  /** How many there were in each ten seconds. */
  readonly requests: Uint32Array
  readonly delays: number[]
}

/**
 * One phone's requests, and how long after the recovery what had waited was delivered, in ms; unless it was in the visit
 * of the recovery, after the first launch since then. A third see the network come back each minute.
 */
const livePhone = (
  fleet: Fleet,
  failure: Failure,
  random: () => number,
  { requests, delays }: Totals,
): void => {
  let time = 0
  const policy = createRetryPolicy({ now: () => time, random })
  const end = BEFORE + failure.outage + AFTER
  const recovery = BEFORE + failure.outage
  const flaps = random() < 1 / 3
  const { visits } = fleet
  const gapOfVisits = visits ? (24 * HOUR) / visits.perDay - visits.ms : 0
  let opens = visits ? exponential(gapOfVisits, random) : 0
  /** When the collector wants to be asked again; and the first launch after that and after the recovery. */
  let askedUntil = 0
  let launched = Infinity
  const waiting: number[] = []
  let wait = policy.wait()
  while (opens < end) {
    const closes = visits ? opens + visits.ms : end
    if (opens >= Math.max(recovery, askedUntil)) launched = Math.min(launched, opens)
    time = opens
    // A launch begins anew; what the collector asked for holds.
    const run = createRetryPolicy({ now: () => time, random })
    run.restore(wait)
    let due = waiting.length ? time + run.held() : Infinity
    let backsOff = due > time && due < Infinity
    let event = time + exponential(HOUR / fleet.rate, random)
    let flap = flaps ? time + random() * MINUTE : Infinity
    for (;;) {
      time = Math.min(due, event, flap)
      if (time >= Math.min(closes, end)) break
      if (time === event) {
        waiting.push(time)
        event = time + exponential(HOUR / fleet.rate, random)
        if (!backsOff) due = time
      } else if (time === flap) {
        flap = time + MINUTE
        const ms = backsOff && due - time > 5 * SECOND ? run.nudged() : undefined
        if (ms !== undefined) due = Math.min(due, time + ms)
      } else {
        const bin = Math.floor(time / PEAK)
        requests[bin] = (requests[bin] ?? 0) + 1
        if (time >= BEFORE && time < recovery) {
          const { retryAfterMs } = failure
          const asked = retryAfterMs === 'end' ? Math.max(SECOND, recovery - time) : retryAfterMs
          askedUntil = time + (asked ?? 0)
          due = time + run.failed(failure.answered, asked)
          backsOff = true
        } else {
          run.accepted()
          const since = launched < Infinity ? launched : recovery
          for (const at of waiting.splice(0, 10)) {
            if (at < recovery && time >= recovery) delays.push(time - since)
          }
          backsOff = false
          due = waiting.length ? time + 100 : Infinity
        }
      }
    }
    wait = run.wait()
    opens = visits ? closes + exponential(gapOfVisits, random) : end
  }
  // What had its chance and still waits.
  const hadChance = !visits || launched + visits.ms < end
  if (hadChance) for (const at of waiting) if (at < recovery) delays.push(Infinity)
}

/** Requests a ms. */
const load = (requests: Uint32Array, from: number, to: number): number =>
  requests.subarray(from / PEAK, to / PEAK).reduce((sum, count) => sum + count, 0) / (to - from)

const measure = (fleet: Fleet, failure: Failure) => {
  const recovery = BEFORE + failure.outage
  const end = recovery + AFTER
  const { requests, delays }: Totals = { requests: new Uint32Array(end / PEAK), delays: [] }
  const random = createChance(1)
  for (let phone = 0; phone < fleet.phones; phone++)
    livePhone(fleet, failure, random, { requests, delays })
  const before = load(requests, 10 * MINUTE, BEFORE)
  const sorted = Float64Array.from(delays).sort()
  return {
    perSecond: (before * SECOND * FLEET) / fleet.phones,
    during: load(requests, BEFORE, recovery) / before,
    peak: Math.max(...requests.subarray(recovery / PEAK)) / PEAK / before,
    first10: load(requests, recovery, recovery + 10 * MINUTE) / before,
    p99: (sorted[Math.floor(sorted.length * 0.99)] ?? 0) / MINUTE,
  }
}

const table = new Table({
  style: { head: [], border: [] },
  head: [
    'fleet',
    'failure',
    'before /s',
    'during ×',
    'peak 10 s ×',
    'first 10 min ×',
    'p99 min',
    'holds',
  ],
})
for (const fleet of FLEETS) {
  for (const failure of FAILURES) {
    const { perSecond, during, peak, first10, p99 } = measure(fleet, failure)
    const limit = failure.retryAfterMs ? MAX_LOAD_UNDER_RETRY_AFTER : MAX_LOAD
    const holds = Math.max(during, peak) <= limit && p99 <= MAX_MINUTES
    if (!holds) process.exitCode = 1
    table.push([
      fleet.name,
      failure.name,
      perSecond.toFixed(0),
      during.toFixed(2),
      peak.toFixed(2),
      first10.toFixed(2),
      p99.toFixed(1),
      holds ? 'yes' : 'MISSED',
    ])
  }
}
const samples = FLEETS.map(({ phones }) => phones).join(', ')
console.log(`${FLEET} phones, by samples of ${samples}, with the plugin's own retry policy:`)
console.log(table.toString())
