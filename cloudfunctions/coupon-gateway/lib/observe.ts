import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, trace } from '@opentelemetry/api'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRecord } from './check'
import type { Metrics } from './metrics'
import { requestContext } from './request-context'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It only reads, so a caller who hangs up stops the call to the vendor that is in flight. */
    isRead?: boolean
    /** It is short and goes on during a shutdown. */
    isShort?: boolean
    /** It asks no vendor, so nothing that works for it needs to know the request. */
    isLocal?: boolean
  }
  interface FastifyRequest {
    /** Why the answer is not a 200, and what a person should look at in one that is. For the log, never a secret. */
    why: object | null
    span: Span | null
    gone: AbortController | null
    isFinished: boolean
  }
}

// Long enough to be an id to search for, short enough for a header; nothing that a log could misread.
const REQUEST_ID = /^[\w.-]{16,64}$/
const TRACE_PARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/
const MAX_TRACE_STATE = 512
/** What nginx logs for a caller who hung up; it is never sent. */
const HUNG_UP = 499

/** The caller's request id where it is one, so that both logs can be laid side by side. */
export const requestIdOf = (headers: IncomingHttpHeaders): string => {
  const { 'x-request-id': id } = headers
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : randomUUID()
}

const traceOf = ({ traceparent, tracestate }: IncomingHttpHeaders): Record<string, string> => {
  if (typeof traceparent !== 'string' || !TRACE_PARENT.test(traceparent)) return {}
  return typeof tracestate === 'string' && tracestate.length <= MAX_TRACE_STATE
    ? { traceparent, tracestate }
    : { traceparent }
}

/** Notes for the request's log line why its answer is what it is. */
export const explain = ({ request }: FastifyReply, why: object): void => {
  request.why = { ...request.why, ...why }
}

/** A line for every change: who made it, to what, and how it ended. */
export const audit = (request: FastifyRequest, action: string, details: object): void =>
  request.log.info({ audit: action, by: request.caller.kind, ip: request.ip, ...details }, 'audit')

/** Ids, spans, one log line and one count for each request, and the context of all that works for it. */
export const addObservation = (app: FastifyInstance, metrics: Metrics): void => {
  app.decorateRequest('why', null)
  app.decorateRequest('span', null)
  app.decorateRequest('gone', null)
  app.decorateRequest('isFinished', false)

  const tracer = trace.getTracer('coupon-gateway')
  const finish = (request: FastifyRequest, reply: FastifyReply, status: number) => {
    request.isFinished = true
    const { span, why, log, method } = request
    // The address of a request that no route takes may hold anything.
    const route = request.is404 ? undefined : request.routeOptions.url
    const ms = reply.elapsedTime
    metrics.request(route ?? 'none', method, status, ms)
    if (isRecord(why) && why['upstream'] !== undefined)
      metrics.error(String(why['upstream']), String(why['code']))
    span?.setAttribute('http.response.status_code', status)
    span?.end()
    const line = { route, status, method, ms: Math.round(ms), ...why }
    if (status >= 500) log.warn(line, 'answered')
    else log.info(line, 'answered')
  }

  // With callbacks, as everything that each request passes: an async hook costs several times as much.
  app.addHook('onRequest', (request, reply, next) => {
    reply
      .header('x-request-id', request.id)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
    reply.raw.once('close', () => {
      // What `inject` closes was answered, though nothing was written to a socket.
      if (reply.raw.writableFinished || request.isFinished) return
      request.gone?.abort()
      finish(request, reply, HUNG_UP)
    })
    request.span = tracer.startSpan(
      `${request.method} ${request.routeOptions.url ?? 'no route'}`,
      { kind: SpanKind.SERVER },
      propagation.extract(ROOT_CONTEXT, request.headers),
    )
    next()
  })
  // Not earlier: reading the body loses the context.
  app.addHook('preHandler', (request, reply, next) => {
    const { id, log, span, headers, routeOptions } = request
    const { isRead = false, isShort = false, isLocal = false } = routeOptions.config
    if (isLocal) return next()
    const gone = new AbortController()
    request.gone = gone
    if (reply.raw.destroyed) gone.abort()
    const asked = { id, gone: gone.signal, log, trace: traceOf(headers), isRead, isShort }
    const active = span ? trace.setSpan(context.active(), span) : context.active()
    requestContext.run(asked, () => context.with(active, next))
  })
  app.addHook('onResponse', (request, reply, next) => {
    finish(request, reply, reply.statusCode)
    next()
  })
}
