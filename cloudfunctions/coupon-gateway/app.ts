import rateLimit from '@fastify/rate-limit'
import type { Socket } from 'node:net'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { type Caller, createAuthorize, rateKey, type Rejected, rejected } from './lib/authorize'
import { addCompression } from './lib/compress'
import { parseBody } from './lib/json'
import { addObservation, explain, requestIdOf } from './lib/observe'
import type { Invalid, Unconfigured } from './lib/outcome'
import { sendJson, sendOutcome } from './lib/reply'
import { createSessions } from './lib/sessions'
import { createUpstreams, type Timing, TIMING } from './lib/upstreams'
import { cardRoutes } from './routes/cards'
import { couponBatchRoutes } from './routes/coupon-batches'
import { catalogueRoutes } from './routes/catalogue'
import { consoleRoutes } from './routes/console'
import { eventRoutes } from './routes/events'
import { healthRoutes } from './routes/health'
import { jobRoutes } from './routes/jobs'
import { openapiRoutes } from './routes/openapi'
import { reportRoutes } from './routes/report'
import { sessionRoutes } from './routes/sessions'
import { usableCouponRoutes } from './routes/usable-coupons'
import type { Gateway, Services } from './gateway'
import { workLeft } from './store/overview'

// A cart of hundreds of lines is below this; a route that takes more has a `bodyLimit` of its own.
const SMALL_BODY = 64 * 1024
const RATE_WINDOW = '1 minute'
// As many credentials are counted at a time; the least recently seen goes first.
const MAX_RATES = 20_000
// A head and body that take longer are a client that holds connections open.
const REQUEST_TIMEOUT_MS = 30_000

const ERRORS: Readonly<Record<number, string>> = {
  413: 'too_large',
  429: 'too_many_requests',
}

/** A body that is no JSON: a 422 like any other broken rule. */
class InvalidBody extends Error {
  readonly invalid: Invalid
  constructor(invalid: Invalid) {
    super('invalid body')
    this.invalid = invalid
  }
}

/** Who calls is decided first, the rate counted next, and only then is the body of an authorized request read. */
const addAuthorization = (
  app: FastifyInstance,
  { settings, ports, sessions, platform }: Services,
): void => {
  const authorize = createAuthorize(settings, ports, sessions, platform)
  const paths = new Set<string>()
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.role) throw new Error(`${url} does not say who may call it`)
    paths.add(url)
  })
  const decide = async (request: FastifyRequest): Promise<Caller | Rejected | Unconfigured> => {
    const { url = '' } = request.raw
    const query = url.indexOf('?')
    const path = query < 0 ? url : url.slice(0, query)
    const { role } = request.routeOptions.config
    if (request.is404 || !role)
      return paths.has(path) ? rejected(405, 'method_not_allowed') : rejected(404, 'not_found')
    // The router decodes; a path that is written in two ways is a way around a proxy in front.
    return path.includes('%') ? rejected(404, 'not_found') : authorize(role, request)
  }

  app.decorateRequest('rejection', null)
  app.decorateRequest('caller')
  app.addHook('onRequest', async (request) => {
    const decided = await decide(request)
    const isRejection = decided.kind === 'rejected' || decided.kind === 'unconfigured'
    request.rejection = isRejection ? decided : null
    request.caller = isRejection ? { kind: 'anyone' } : decided
  })
  // After the rate is counted, before the body is read.
  app.addHook('preParsing', ({ rejection }, reply, _, next) => {
    if (rejection === null) return next()
    if (rejection.kind === 'unconfigured') return sendOutcome(reply, rejection)
    const { status, error, reason } = rejection
    if (reason) explain(reply, { reason })
    return sendJson(reply, status, { error })
  })
}

/** Takes JSON whatever the content type says, as `curl -d` sends it. */
const addBodyParser = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => {
    const read = parseBody(body)
    if ('input' in read) parsed(null, read.input)
    else parsed(new InvalidBody(read))
  })
}

const addErrors = (app: FastifyInstance): void => {
  app.setErrorHandler(async (error: FastifyError, { log }, reply) => {
    if (error instanceof InvalidBody) return sendOutcome(reply, error.invalid)
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error }, 'failed')
    else explain(reply, { reason: status === 429 ? 'more than GATEWAY_RATE_LIMIT' : error.code })
    return sendJson(reply, status, {
      error: ERRORS[status] ?? (status < 500 ? 'bad_request' : 'internal'),
    })
  })
}

/** From `close` on no request is taken, and a moment later what is long stops before its next call to a vendor. */
const addShutdown = (app: FastifyInstance, { finish }: Timing, stop: () => void): void => {
  let closing = false
  const sockets = new Set<Socket>()
  const busy = new WeakSet<Socket>()
  app.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  app.addHook('preClose', async () => {
    closing = true
    setTimeout(() => {
      stop()
      // Connections that were opened ahead of a request count as busy for Node, and would hold the process.
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy()
    }, finish).unref()
  })
  app.addHook('onRequest', ({ raw: { socket } }, reply, next) => {
    busy.add(socket)
    reply.raw.once('close', () => busy.delete(socket))
    if (!closing) return next()
    return sendJson(reply.header('retry-after', '1'), 503, { error: 'stopping' })
  })
  // Otherwise the connection of a request that was in flight at SIGTERM idles on and holds the process.
  app.addHook('onSend', (_, reply, payload, next) => {
    if (closing) reply.header('connection', 'close')
    next(null, payload)
  })
}

/** Our routes check by themselves. What Fastify compiles schemas with would be a fifth of a cold start. */
const noSchemas = () => (): never => {
  throw new Error('a route with a schema for Fastify')
}

/**
 * The whole gateway as one application: the server listens with it, the cloud function calls its `inject`, so limits,
 * request ids, errors and headers are the same. Without `logger`, requests are not logged.
 */
export const createApp = (gateway: Gateway, logger?: FastifyBaseLogger): FastifyInstance => {
  const { settings, ports, timing = TIMING } = gateway
  const { GATEWAY_SESSION_SECRET: secret, GATEWAY_PATH_PREFIX: prefix } = settings
  const sessions = secret === undefined ? undefined : createSessions(secret, ports.clock)
  const app: FastifyInstance = fastify({
    ...(logger && { loggerInstance: logger }),
    // Fastify's own request lines hold the address with its query; ours below hold the route.
    logController: new LogController({ disableRequestLogging: true }),
    // So many and no more: what stands before them in the header was written by the caller.
    trustProxy: (_, hop) => hop < settings.GATEWAY_PROXIES,
    rewriteUrl: ({ url = '/' }) =>
      prefix !== undefined && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url,
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
    bodyLimit: SMALL_BODY,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers),
  })
  const upstreams =
    gateway.upstreams ?? createUpstreams(ports, settings.GATEWAY_UPSTREAM_CONCURRENCY, timing)
  const { portsOf, metrics, stopping } = upstreams
  if (gateway.watchProcess) metrics.watchProcess()
  const { store } = gateway
  if (store)
    metrics.watchStore(async () => ({
      ...(await workLeft(store.database)),
      accepted: store.forwarder.accepted(),
    }))
  addObservation(app, metrics)
  addBodyParser(app)
  addErrors(app)
  addCompression(app)
  addShutdown(app, timing, upstreams.stop)
  const services: Services = { ...gateway, sessions, portsOf, metrics, stopping }
  addAuthorization(app, services)
  if (settings.GATEWAY_RATE_LIMIT > 0)
    void app.register(rateLimit, {
      max: settings.GATEWAY_RATE_LIMIT,
      timeWindow: RATE_WINDOW,
      cache: MAX_RATES,
      // What is open and costs next to nothing. /metrics may be open too, but ask the database.
      allowList: ({ routeOptions: { config } }) =>
        config.role === 'anyone' && config.isLocal === true,
      keyGenerator: (request) => rateKey(request.caller, request),
    })
  // A plugin of its own, so that the rate limit sees them: it only counts the routes that come after it.
  void app.register(async (routes) => {
    healthRoutes(routes, services)
    openapiRoutes(routes)
    sessionRoutes(routes, services)
    usableCouponRoutes(routes, services)
    couponBatchRoutes(routes, services)
    cardRoutes(routes, services)
    reportRoutes(routes, services)
    eventRoutes(routes, services)
    jobRoutes(routes, services)
    consoleRoutes(routes)
    catalogueRoutes(routes, services)
  })
  return app
}
