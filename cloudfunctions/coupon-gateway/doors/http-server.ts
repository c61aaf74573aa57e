import rateLimit from '@fastify/rate-limit'
import { randomUUID } from 'node:crypto'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { callerKey } from '../core/caller'
import type { Admitted, Gateway, TurnedAway } from '../core/gateway'
import { bytesOf } from '../core/reply'
import { LARGE } from '../core/route'

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admitted | TurnedAway | null
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  413: 'too_large',
  429: 'too_many_requests',
}
const NOT_YET: TurnedAway = { kind: 'turned away', reply: { status: 500, body: {} } }
const WINDOW = '1 minute'
// As many credentials are counted at a time; the least recently seen goes first.
const COUNTED = 20_000
// A head and body that take longer are somebody holding connections open.
const REQUEST_MS = 30_000

const headersOf = (headers: NodeJS.Dict<string | string[]>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  )

const admissionOf = ({ admission }: FastifyRequest): Admitted | TurnedAway => admission ?? NOT_YET

/** The gateway behind Fastify, which adds what a server needs: limits, ids, a log, a way to stop. */
export const createHttpServer = async (
  gateway: Gateway,
  options: {
    readonly perMinute: number
    readonly log: FastifyBaseLogger
    /** How many proxies stand in front and add to X-Forwarded-For; default 0: nobody's word about an address is taken. */
    readonly proxies?: number
  },
): Promise<FastifyInstance> => {
  const { proxies = 0 } = options
  const app: FastifyInstance = fastify({
    loggerInstance: options.log,
    // Fastify's own request lines hold the address with its query; ours below hold the route.
    logController: new LogController({ disableRequestLogging: true }),
    // So many and no more: what stands before them in the header was written by the caller.
    trustProxy: (_, hop) => hop < proxies,
    bodyLimit: LARGE,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, parsed) => parsed(null, body))
  app.decorateRequest('admission', null)

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    const [path = ''] = request.raw.url?.split('?') ?? []
    const headers = headersOf(request.headers)
    request.admission = await gateway.admit({ method: request.method, path, headers })
  })
  if (options.perMinute > 0)
    await app.register(rateLimit, {
      max: options.perMinute,
      timeWindow: WINDOW,
      cache: COUNTED,
      allowList: (request) => {
        const admission = admissionOf(request)
        return admission.kind === 'admitted' && admission.route.who === 'anyone'
      },
      keyGenerator: (request) => {
        const admission = admissionOf(request)
        const key = admission.kind === 'admitted' ? callerKey(admission.caller) : undefined
        return key ?? `address:${request.ip}`
      },
    })
  // After the rate is counted, before the body is read.
  app.addHook('preParsing', async (request, reply) => {
    const admission = admissionOf(request)
    if (admission.kind === 'turned away')
      await reply.code(admission.reply.status).send(admission.reply.body)
  })
  // Otherwise the connection of a request that was in flight at SIGTERM idles on and holds the process.
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    const admission = admissionOf(request)
    const route = admission.kind === 'admitted' ? admission.route.path : undefined
    request.log.info(
      { route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
  app.setErrorHandler(async (error: { statusCode?: number }, { log }, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error }, 'failed')
    return reply.code(status).send({
      error: ERRORS[status] ?? (status < 500 ? 'bad_request' : 'internal'),
    })
  })
  for (const { method, path, maxBytes } of gateway.routes)
    app.route({
      method,
      url: path,
      bodyLimit: maxBytes,
      handler: async (request, reply) => {
        const admission = admissionOf(request)
        if (admission.kind === 'turned away') return reply
        const { body } = request
        const answer = await gateway.answer(admission, typeof body === 'string' ? body : '')
        return reply.code(answer.status).type('application/json').send(bytesOf(answer))
      },
    })
  return app
}
