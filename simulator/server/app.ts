import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

const MAX_BODY_BYTES = 1024 * 1024
// Above what is accepted: the rest is read and dropped, because a sender reads the answer only after it has sent all.
const MAX_READ_BYTES = 64 * MAX_BODY_BYTES
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A mistake of the caller; `message` goes into the answer's `error`. */
export class BadRequest extends Error {
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? ''

const allowedMethods = (app: FastifyInstance, path: string) => {
  const patterns = [path, `/${path.split('/')[1] ?? ''}/*`]
  return METHODS.filter((method) => patterns.some((url) => app.hasRoute({ method, url })))
}

/** The web application without routes: bodies come as bytes, every mistake is answered with JSON `{error}`. */
export const createApp = (): FastifyInstance => {
  const app = Fastify({
    bodyLimit: MAX_READ_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // Paths reach the gateway as they were sent.
    routerOptions: { maxParamLength: 4096 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, ({ routeOptions }, body, done) => {
    const { length } = body
    // What is passed on to another host may be a picture.
    if (length <= MAX_BODY_BYTES || routeOptions.url === '/internet') return done(null, body)
    return done(new BadRequest(413, `the body has ${length} bytes; at most ${MAX_BODY_BYTES}`))
  })
  app.addHook('onRequest', (_, reply, done) => {
    // A kept connection that is cut makes Chromium send the same POST again by itself.
    void reply.header('connection', 'close')
    done()
  })
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request)
    const allowed = allowedMethods(app, path)
    if (allowed.length === 0) throw new BadRequest(404, `there is nothing at ${path}`)
    void reply.header('allow', allowed.join(', '))
    throw new BadRequest(405, `${request.method} is not for ${path}`)
  })
  app.setErrorHandler<Error & { statusCode?: number }>(async (error, _, reply) => {
    const status = error.statusCode ?? 500
    // A fault of ours, and not an answer that we chose.
    if (!(error instanceof BadRequest) && status >= 500) console.error(error)
    return reply.code(status).send({ error: error.message })
  })
  return app
}

/** The body as it came; empty where none did. */
export const bodyBytes = ({ body }: FastifyRequest): Buffer<ArrayBuffer> =>
  Buffer.isBuffer(body) ? (body as Buffer<ArrayBuffer>) : Buffer.alloc(0)

/** The text of the body; empty where none came. */
export const bodyText = (request: FastifyRequest): string => bodyBytes(request).toString('utf8')

/** The body as JSON; a `BadRequest` with the reason if it is not JSON. */
export const bodyJson = (request: FastifyRequest): unknown => {
  try {
    return JSON.parse(bodyText(request)) as unknown
  } catch (error) {
    throw new BadRequest(400, `the body is not JSON: ${(error as Error).message}`)
  }
}

/** One field of a JSON body; undefined where the body has no fields. */
export const bodyField = (request: FastifyRequest, name: string): unknown => {
  const body = bodyJson(request)
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}

/** The query of the request as it was sent, also with a key twice. */
export const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.url.split(/\?(.*)/s)[1] ?? '')

/** The mode that a page or a test asks for; a `BadRequest` that names the known ones. */
export const modeOf = <M extends string>(request: FastifyRequest, modes: readonly M[]): M => {
  const given = bodyField(request, 'mode')
  const mode = modes.find((one) => one === given)
  if (mode === undefined) {
    throw new BadRequest(400, `mode is ${JSON.stringify(given)}; one of ${modes.join(', ')}`)
  }
  return mode
}

/** Breaks the connection without an answer. */
export const cut = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  request.raw.socket.destroy()
  return reply.hijack()
}

/** Aborted when the connection ends before the answer was given. */
export const goneSignal = ({ raw }: FastifyReply): AbortSignal => {
  const gone = new AbortController()
  raw.on('close', () => {
    if (!raw.writableEnded) gone.abort()
  })
  return gone.signal
}

/** Waits so long, or until the caller is gone. Resolves to whether the caller is still there. */
export const waitFor = (ms: number, signal: AbortSignal): Promise<boolean> =>
  ms === 0 ? Promise.resolve(!signal.aborted) : sleep(ms, true, { signal }).catch(() => false)

/** Opens a stream of server-sent events. `onClose` is for what feeds it. */
export const openStream = (reply: FastifyReply) => {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  return {
    send: (event: string, data: unknown) =>
      void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    onClose: (stop: () => void) => void raw.on('close', stop),
  }
}
export type EventStream = ReturnType<typeof openStream>
