import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import {
  bulkhead,
  BulkheadRejectedError,
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel'
import { AsyncResource } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { failed, type Http, type HttpOutcome } from './http'
import { createMetrics, type Metrics, type UpstreamState } from './metrics'
import { type System, SYSTEMS } from './outcome'
import type { Log } from './log'
import type { Ports } from './ports'
import { requestContext } from './request-context'

// A vendor that failed so often in a row is left alone for a while; then one call tries whether it is back.
const MAX_FAILURES = 5

/** All in milliseconds. */
export interface Timing {
  /** How long a failing vendor is left alone. */
  readonly halfOpenAfter: number
  /** How long a call may wait for its turn: behind it stands a customer at the checkout. */
  readonly queue: number
  /** How long after the begin of a shutdown what is long may begin another call. */
  readonly finish: number
  /** How long a checkout waits for what the store knows. */
  readonly store: number
}

/** A call that begins at the last moment still ends within the shutdown's 8 s. */
export const TIMING: Timing = { halfOpenAfter: 10_000, queue: 1_000, finish: 1_500, store: 1_000 }

const STATES: Readonly<Record<CircuitState, UpstreamState['breaker']>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
}

/** The caller hung up: that says nothing about the vendor. */
class CallerGone extends Error {}

const isUnhealthy = (outcome: unknown): boolean => {
  const { kind, reason, status } = outcome as {
    kind?: string
    reason?: string
    status?: number
  }
  return kind === 'failed' ? reason === 'timeout' || reason === 'network' : (status ?? 0) >= 500
}

const resultOf = (outcome: HttpOutcome): string =>
  outcome.kind === 'failed' ? outcome.reason : `${outcome.status}`

interface Guarded {
  readonly http: Http
  readonly state: () => UpstreamState
}

interface Guards {
  readonly http: Http
  /** How many calls to one vendor are under way at a time; as many more may wait. */
  readonly concurrency: number
  readonly timing: Timing
  readonly metrics: Metrics
  readonly log: Log
  /** Aborted when the gateway shuts down. */
  readonly stopping: AbortSignal
}

/** One span for each call, and the headers that tie the vendor's log to ours. */
const traced =
  (system: System, http: Http): Http =>
  (request) =>
    trace
      .getTracer('coupon-gateway')
      .startActiveSpan(`${request.method} ${system}`, { kind: SpanKind.CLIENT }, async (span) => {
        const asked = requestContext.getStore()
        const headers: Record<string, string> = { ...request.headers, ...asked?.trace }
        if (asked) headers['x-request-id'] = asked.id
        // Where an OpenTelemetry SDK is set up, the vendor's parent is our span and not our caller's.
        propagation.inject(context.active(), headers)
        const outcome = await http({ ...request, headers })
        span.setAttribute('upstream.system', system)
        span.setAttribute('upstream.result', resultOf(outcome))
        if (isUnhealthy(outcome)) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
        return outcome
      })

const createGuard = (system: System, guards: Guards): Guarded => {
  const { concurrency, timing, metrics, log, stopping } = guards
  const http = traced(system, guards.http)
  const lane = bulkhead(concurrency, concurrency)
  const breaker = circuitBreaker(
    // A probe whose caller hung up has not shown that the vendor is back.
    handleWhen(
      (error) => error instanceof CallerGone && breaker.state === CircuitState.HalfOpen,
    ).orWhenResult(isUnhealthy),
    { halfOpenAfter: timing.halfOpenAfter, breaker: new ConsecutiveBreaker(MAX_FAILURES) },
  )
  breaker.onStateChange((state) =>
    log.warn({ system, breaker: STATES[state] }, `The circuit breaker is ${STATES[state]}`),
  )

  /** The caller is gone, or no time is left. */
  const givenUp = (): HttpOutcome | undefined => {
    const asked = requestContext.getStore()
    if (asked?.gone.aborted) return failed('aborted')
    return stopping.aborted && !asked?.isShort ? failed('stopping') : undefined
  }

  const send: Http = async (request) => {
    // Again, because it may have waited for its turn.
    const over = givenUp()
    if (over) return over
    // Who comes during a probe would wait for its end, and mostly for nothing.
    if (breaker.state === CircuitState.HalfOpen) return failed('circuit_open')
    return breaker.execute(async () => {
      const from = performance.now()
      const outcome = await http(request)
      metrics.callTime(system, performance.now() - from)
      if (outcome.kind === 'failed' && outcome.reason === 'aborted') throw new CallerGone()
      return outcome
    })
  }

  /** Waits for a turn, but not for long. */
  const queued = async (request: Parameters<Http>[0]): Promise<HttpOutcome> => {
    const waiting = new AbortController()
    let gaveUp = false
    // Bound, because a call from the queue begins where another request's call ended.
    const begin = AsyncResource.bind(() => {
      waiting.abort()
      return gaveUp ? failed('busy') : send(request)
    })
    const turn = lane.execute(begin)
    const tooLong = sleep(timing.queue, failed('busy'), { signal: waiting.signal }).then(
      (busy) => {
        gaveUp = true
        return busy
      },
      () => turn,
    )
    turn.catch(() => waiting.abort())
    return Promise.race([turn, tooLong])
  }

  const guarded: Http = async (request) => {
    const asked = requestContext.getStore()
    const over = givenUp()
    if (over) return over
    try {
      return await queued({ ...request, ...(asked?.isRead && { signal: asked.gone }) })
    } catch (error) {
      if (error instanceof BulkheadRejectedError) return failed('busy')
      if (error instanceof BrokenCircuitError) return failed('circuit_open')
      if (error instanceof CallerGone) return failed('aborted')
      throw error
    }
  }

  return {
    http: async (request) => {
      const outcome = await guarded(request)
      metrics.call(system, resultOf(outcome))
      return outcome
    },
    state: () => ({
      breaker: STATES[breaker.state],
      inFlight: concurrency - lane.executionSlots,
      queued: concurrency - lane.queueSlots,
    }),
  }
}

/** Everything outside as the work for one vendor may touch it. */
export type PortsOf = (system: System) => Ports

/** The vendors as all of a process shares them: its routes, its store, its background work. */
export interface Upstreams {
  readonly portsOf: PortsOf
  /** What goes on at them, beside what the application counts. */
  readonly metrics: Metrics
  /** Aborted by `stop`: what is long stops where it can be gone on from. */
  readonly stopping: AbortSignal
  /** From now on, only for what is short is a vendor called. */
  stop(): void
}

/**
 * The vendors behind guards: at most `concurrency` calls to each at a time, none to one that is down, none for a caller
 * who hung up, no new one during a shutdown. What goes wrong is an outcome like any other failed call.
 */
export const createUpstreams = (
  ports: Ports,
  concurrency: number,
  timing: Timing = TIMING,
): Upstreams => {
  const metrics = createMetrics()
  const stopper = new AbortController()
  const { signal: stopping } = stopper
  const log: Log = {
    info: (fields, message) => (requestContext.getStore()?.log ?? ports.log).info(fields, message),
    warn: (fields, message) => (requestContext.getStore()?.log ?? ports.log).warn(fields, message),
    error: (fields, message) =>
      (requestContext.getStore()?.log ?? ports.log).error(fields, message),
  }
  const guards = { http: ports.http, log: ports.log, concurrency, timing, metrics, stopping }
  const systems = new Map(SYSTEMS.map((system) => [system, createGuard(system, guards)]))
  metrics.watch(() => [...systems].map(([system, { state }]) => [system, state()] as const))
  return {
    portsOf: (system) => ({ ...ports, log, http: systems.get(system)?.http ?? ports.http }),
    metrics,
    stopping,
    stop: () => stopper.abort(),
  }
}
