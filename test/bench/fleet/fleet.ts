import Table from 'cli-table3'
import { createRetryPolicy } from '../../../plugin/delivery/retry-policy'

/** A sample of phones, each on its own, stands for so many. */
const PHONES = 20_000
const FLEET = 1_000_000
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** The collector is well, then it is not, then it is well again. */
const BEFORE = HOUR
const AFTER = 90 * MINUTE
const PEAK = 10 * SECOND

interface Fleet {
  readonly name: string
  /** Events an hour while the app is in front. */
  readonly rate: number
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
  { name: '12 events/h, all in front', rate: 12 },
  { name: '2 events/h, all in front', rate: 2 },
  { name: '5 visits a day of 3 min', rate: 30, visits: { perDay: 5, ms: 3 * MINUTE } },
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

const createRandom = (seed: number) => () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const exponential = (mean: number, random: () => number): number => -mean * Math.log(1 - random())

interface Totals {
  readonly requests: number[]
  readonly delays: number[]
}

/** One phone's requests and its deliveries' delays after the recovery, in ms. A third see the network come back each minute. */
const livePhone = (fleet: Fleet, failure: Failure, seed: number, totals: Totals): void => {
  const random = createRandom(seed * 7_919 + 1)
  for (let i = 0; i < 5; i++) random()
  let time = 0
  const policy = createRetryPolicy({ now: () => time, random })
  const end = BEFORE + failure.outage + AFTER
  const recovery = BEFORE + failure.outage
  const flaps = random() < 1 / 3
  const { visits } = fleet
  const gapOfVisits = visits ? (24 * HOUR) / visits.perDay - visits.ms : 0
  let opens = visits ? exponential(gapOfVisits, random) * random() : 0
  const waiting: number[] = []
  let wait = policy.wait()
  while (opens < end) {
    const closes = visits ? opens + visits.ms : end
    // A launch begins anew; what the collector asked for holds.
    const run = createRetryPolicy({ now: () => time, random })
    run.restore(wait)
    time = opens
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
        totals.requests.push(time)
        if (time >= BEFORE && time < recovery) {
          const { retryAfterMs } = failure
          const asked = retryAfterMs === 'end' ? Math.max(SECOND, recovery - time) : retryAfterMs
          due = time + run.failed(failure.answered, asked)
          backsOff = true
        } else {
          run.accepted()
          for (const at of waiting.splice(0, 10)) {
            if (at < recovery && time >= recovery)
              totals.delays.push(time - Math.max(recovery, visits ? opens : 0))
          }
          backsOff = false
          due = waiting.length ? time + 100 : Infinity
        }
      }
    }
    wait = run.wait()
    opens = visits ? closes + exponential(gapOfVisits, random) : end
  }
}

const countIn = (requests: readonly number[], from: number, to: number): number =>
  requests.filter((at) => at >= from && at < to).length

const measure = (fleet: Fleet, failure: Failure) => {
  const totals: Totals = { requests: [], delays: [] }
  for (let seed = 1; seed <= PHONES; seed++) livePhone(fleet, failure, seed, totals)
  const recovery = BEFORE + failure.outage
  const before = countIn(totals.requests, 10 * MINUTE, BEFORE) / (BEFORE - 10 * MINUTE)
  let peak = 0
  const bins = new Map<number, number>()
  for (const at of totals.requests) {
    if (at >= recovery) bins.set(Math.floor(at / PEAK), (bins.get(Math.floor(at / PEAK)) ?? 0) + 1)
  }
  for (const count of bins.values()) peak = Math.max(peak, count / PEAK)
  const delays = totals.delays.sort((a, b) => a - b)
  return {
    perSecond: (before * SECOND * FLEET) / PHONES,
    during: countIn(totals.requests, BEFORE, recovery) / failure.outage / before,
    peak: peak / before,
    first10: countIn(totals.requests, recovery, recovery + 10 * MINUTE) / (10 * MINUTE) / before,
    p99: (delays[Math.floor(delays.length * 0.99)] ?? 0) / MINUTE,
  }
}

const table = new Table({
  style: { head: [], border: [] },
  head: ['fleet', 'failure', 'before /s', 'during ×', 'peak 10 s ×', 'first 10 min ×', 'p99 min'],
})
for (const fleet of FLEETS) {
  for (const failure of FAILURES) {
    const { perSecond, during, peak, first10, p99 } = measure(fleet, failure)
    table.push([
      fleet.name,
      failure.name,
      perSecond.toFixed(0),
      during.toFixed(2),
      peak.toFixed(2),
      first10.toFixed(2),
      p99.toFixed(1),
    ])
  }
}
console.log(`${FLEET} phones, by a sample of ${PHONES}, with the plugin's own retry policy:`)
console.log(table.toString())
