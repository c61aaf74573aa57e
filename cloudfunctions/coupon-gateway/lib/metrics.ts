import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { System } from './outcome'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What is going on at one upstream, read when Prometheus asks. */
export interface UpstreamState {
  readonly breaker: 'closed' | 'half-open' | 'open'
  readonly inFlight: number
  readonly queued: number
}

/** What the store holds and what waits in it, read when Prometheus asks. */
export interface StoreState {
  /** Events that are not done with, by state. */
  readonly events: Readonly<Record<'waiting' | 'parked' | 'refused', number>>
  /** Milliseconds; 0 where none waits. */
  readonly oldestWaitingMs: number
  /** With events that may not be sent now: a failure, or the vendor asked for a pause. */
  readonly lanesBlocked: number
  readonly jobs: Readonly<Record<'waiting' | 'running' | 'failed', number>>
  /** Events that this process forwarded and the vendor took, since its start. */
  readonly accepted: number
}

const OPENNESS = { closed: 0, 'half-open': 0.5, open: 1 } as const

/** The gateway's counters in a registry of its own. */
export const createMetrics = () => {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'gateway_http_requests_total',
    help: 'Answered requests',
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'gateway_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer',
    labelNames: ['route'] as const,
    buckets: SECONDS,
    registers,
  })
  const calls = new Counter({
    name: 'gateway_upstream_requests_total',
    help: 'Calls to a vendor: result is the HTTP status, or why there was none',
    labelNames: ['system', 'result'] as const,
    registers,
  })
  const callSeconds = new Histogram({
    name: 'gateway_upstream_request_duration_seconds',
    help: 'Calls that were sent, until their whole answer came',
    labelNames: ['system'] as const,
    buckets: SECONDS,
    registers,
  })
  const errors = new Counter({
    name: 'gateway_upstream_errors_total',
    help: "Requests that were answered with a vendor's failure, by its code",
    labelNames: ['system', 'code'] as const,
    registers,
  })

  let renewStore = async (): Promise<void> => undefined

  return {
    request(route: string, method: string, status: number, ms: number): void {
      requests.inc({ method, route, status })
      requestSeconds.observe({ route }, ms / 1000)
    },
    call(system: System, result: string): void {
      calls.inc({ system, result })
    },
    callTime(system: System, ms: number): void {
      callSeconds.observe({ system }, ms / 1000)
    },
    error(system: string, code: string): void {
      errors.inc({ system, code })
    },
    watch(states: () => readonly (readonly [System, UpstreamState])[]): void {
      const gauge = (name: string, help: string, value: (state: UpstreamState) => number) =>
        new Gauge({
          name,
          help,
          labelNames: ['system'] as const,
          registers,
          collect() {
            for (const [system, state] of states()) this.set({ system }, value(state))
          },
        })
      gauge(
        'gateway_upstream_breaker_open',
        'Circuit breaker: 0 closed, 0.5 half-open, 1 open',
        ({ breaker }) => OPENNESS[breaker],
      )
      gauge('gateway_upstream_in_flight', 'Calls under way', ({ inFlight }) => inFlight)
      gauge('gateway_upstream_queued', 'Calls that wait for their turn', ({ queued }) => queued)
    },
    /** Memory, CPU, event loop and garbage collection of the process; once for each process. */
    watchProcess(): void {
      collectDefaultMetrics({ register: registry })
    },
    /** `read` rejects where the store cannot be reached: then it is said to be down, and its figures are absent. */
    watchStore(read: () => Promise<StoreState>): void {
      const gauge = (name: string, help: string, label?: string) =>
        new Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers })
      const up = gauge('gateway_store_up', 'Whether the store answers')
      const events = gauge('gateway_relay_events', 'Events that are not done with', 'state')
      const oldest = gauge('gateway_relay_oldest_waiting_seconds', 'Since the oldest of them came')
      const blocked = gauge('gateway_relay_lanes_blocked', 'Lanes whose events may not be sent now')
      const jobs = gauge('gateway_jobs', 'Jobs that are not done', 'state')
      const accepted = new Counter({
        name: 'gateway_relay_accepted_total',
        help: 'Events that this process forwarded and the vendor took',
        registers,
      })
      renewStore = async () => {
        const state = await read().catch(() => undefined)
        // From here on without a pause: two who ask at a time would count the same twice.
        for (const metric of [events, jobs]) metric.reset()
        for (const metric of [oldest, blocked, accepted]) metric.remove()
        up.set(state ? 1 : 0)
        if (!state) return
        for (const [name, count] of Object.entries(state.events)) events.set({ state: name }, count)
        for (const [name, count] of Object.entries(state.jobs)) jobs.set({ state: name }, count)
        oldest.set(state.oldestWaitingMs / 1000)
        blocked.set(state.lanesBlocked)
        accepted.inc(state.accepted)
      }
    },
    /** In Prometheus' text format. */
    async text(): Promise<string> {
      await renewStore()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
export type Metrics = ReturnType<typeof createMetrics>
