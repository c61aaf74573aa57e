import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createApp } from '../../cloudfunctions/coupon-gateway/app'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import { loadCatalogue } from '../../cloudfunctions/coupon-gateway/lib/catalogue'
import type { Log } from '../../cloudfunctions/coupon-gateway/lib/log'
import { systemPorts } from '../../cloudfunctions/coupon-gateway/lib/ports'
import { createUpstreams } from '../../cloudfunctions/coupon-gateway/lib/upstreams'
import { readSettings } from '../../cloudfunctions/coupon-gateway/lib/settings'
import { openStore, type Store } from '../../cloudfunctions/coupon-gateway/store/store'
import { GATEWAY_MODES, type GatewayCall, type GatewayMode } from '../contracts'
import { bodyText, cut, goneSignal, modeOf, waitFor } from './app'
import { createChanges } from './changes'
import type { PhoneNetwork } from './phone-network'
import type { YoushuAccount } from './youshu'

const CATALOGUE = join(__dirname, '../../cloudfunctions/coupon-gateway/catalogue.json')

// The page shows every call with its answer; the terminal stays quiet.
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const formatIssues = (issues: readonly { path: string; expected: string; received: string }[]) =>
  issues
    .map(({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`)
    .join('\n')

/** The coupons that the demo's customers hold. Throws, in words, where the file is at fault. */
export const readDemoCatalogue = async (): Promise<readonly UserCoupon[]> => {
  const catalogue = await loadCatalogue(CATALOGUE)
  if ('issues' in catalogue) throw new Error(`${CATALOGUE}\n${formatIssues(catalogue.issues)}`)
  return catalogue.coupons
}

export interface OpenGateway {
  /** Made at the first call, and anew once it has a store. */
  readonly gateway: () => FastifyInstance
  /** Gives the gateway an embedded store in this folder. Rejects where it cannot be opened. */
  readonly openStore: (folder: string) => Promise<Store>
  /** For the merchant's own server and its operator, who call in this process; it leaves it in no form. */
  readonly operatorKey: string
  /** What must never be shown. */
  readonly secrets: readonly string[]
}

interface Upstream extends YoushuAccount {
  /** Known once this machine listens. */
  readonly baseUrl: () => string
}

/** The real coupon gateway on the embedded catalogue, with secrets of this run only. */
export const openGateway = (catalogue: readonly UserCoupon[], youshu: Upstream): OpenGateway => {
  const operatorKey = randomBytes(24).toString('base64url')
  const sessionSecret = randomBytes(32).toString('base64url')
  const ports = systemPorts(silent)
  const settings = (more: Record<string, string>) => {
    const read = readSettings({
      GATEWAY_OPERATOR_KEY: operatorKey,
      GATEWAY_SESSION_SECRET: sessionSecret,
      YOUSHU_APP_ID: youshu.appId,
      YOUSHU_APP_SECRET: youshu.appSecret,
      YOUSHU_DATA_SOURCE_ID: youshu.dataSourceId,
      YOUSHU_BASE_URL: youshu.baseUrl(),
      // The demo's tests and visitors click as fast as they like.
      GATEWAY_RATE_LIMIT: '0',
      ...more,
    })
    if ('issues' in read) throw new Error(formatIssues(read.issues))
    return read.settings
  }
  let gateway: FastifyInstance | undefined
  return {
    gateway: () => (gateway ??= createApp({ settings: settings({}), ports, catalogue })),
    async openStore(folder) {
      const withFolder = settings({ GATEWAY_DATA: folder })
      const upstreams = createUpstreams(ports, withFolder.GATEWAY_UPSTREAM_CONCURRENCY)
      const store = await openStore(withFolder, ports, upstreams.portsOf)
      if (!store || 'problem' in store) throw new Error(store?.problem ?? 'there is no store')
      gateway = createApp({ settings: withFolder, ports, catalogue, store, upstreams })
      return store
    },
    operatorKey,
    secrets: [operatorKey, sessionSecret, youshu.appSecret],
  }
}

interface Question {
  readonly from: GatewayCall['from']
  readonly method: string
  readonly path: string
  /** What follows the question mark. */
  readonly query?: string | undefined
  readonly authorization?: string | undefined
  readonly body?: string
  /** Aborted when the caller no longer waits. */
  readonly signal?: AbortSignal
}

interface Answer {
  readonly status: number
  readonly text: string
}

type Change =
  | { readonly type: 'mode'; readonly mode: GatewayMode }
  | { readonly type: 'call'; readonly call: GatewayCall }
  | { readonly type: 'cleared' }

// About 4 MB of answers; the page shows the newest.
const MAX_CALLS = 100
const SPOILED_PATH = '/usable-coupons'
const PREFIX = '/gateway'

// As the gateway's sessions look: three parts of base64url, of which the first is a JSON object.
const SESSION = /eyJ[\w-]*\.[\w-]+\.[\w-]+/g
const HIDDEN = '[hidden]'

/** A text without the given secrets and without any session token: what may be shown of it. */
export const hideSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((seen, secret) => seen.replaceAll(secret, HIDDEN), text).replace(SESSION, HIDDEN)

const readable = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The answer as a gateway in that mode gives it. Only good answers spoil: a 401 stays one. */
const spoil = (mode: GatewayMode, answer: Answer): Answer => {
  if (answer.status !== 200) return answer
  if (mode === 'http500') return { status: 500, text: '{"error":"internal"}' }
  // Half of an answer, as a connection leaves it that broke behind a proxy.
  if (mode === 'malformed') return { status: 200, text: answer.text.slice(0, 600) }
  return answer
}

/** Stands before the coupon gateway: it can be made to misbehave, and remembers every call. */
export const createGatewayProxy = ({ gateway, secrets }: OpenGateway, slowMs: number) => {
  let mode: GatewayMode = 'ok'
  let calls: GatewayCall[] = []
  let lastId = 0
  const { announce, subscribe } = createChanges<Change>()

  const begin = (call: GatewayCall) => {
    calls = [...calls, call].slice(-MAX_CALLS)
    announce({ type: 'call', call })
  }
  const end = (call: GatewayCall) => {
    // Cleared away meanwhile.
    if (!calls.some(({ id }) => id === call.id)) return
    calls = calls.map((one) => (one.id === call.id ? call : one))
    announce({ type: 'call', call })
  }
  const show = (text: string) => readable(hideSecrets(text, secrets))

  return {
    mode: () => mode,
    setMode(next: GatewayMode) {
      mode = next
      announce({ type: 'mode', mode })
    },
    calls: (): readonly GatewayCall[] => calls,
    clear() {
      calls = []
      announce({ type: 'cleared' })
    },
    subscribe,
    /** Asks the gateway. Undefined: the caller was gone before the answer. */
    async ask(question: Question): Promise<Answer | undefined> {
      const { from, method, path, query, authorization, body = '', signal } = question
      const at = Date.now()
      const inMode = path === SPOILED_PATH ? mode : 'ok'
      lastId += 1
      const call: GatewayCall = {
        id: lastId,
        at,
        from,
        path: hideSecrets(path, secrets),
        mode: inMode,
        ...(body !== '' && { body: show(body) }),
      }
      begin(call)
      const reply = await gateway().inject({
        // Fastify answers any other method with 404 or 405, as the type does not know.
        method: method as 'POST',
        // A query as one text loses all but its first field.
        url: { pathname: path, query: Object.fromEntries(new URLSearchParams(query)) },
        ...(authorization !== undefined && { headers: { authorization } }),
        payload: body,
      })
      const answer = spoil(inMode, { status: reply.statusCode, text: reply.payload })
      if (inMode === 'slow') await waitFor(slowMs, signal ?? new AbortController().signal)
      const ms = Date.now() - at
      if (signal?.aborted) {
        end({ ...call, ms, gone: true })
        return undefined
      }
      end({ ...call, status: answer.status, ms, answer: show(answer.text) })
      return answer
    },
  }
}
export type GatewayProxy = ReturnType<typeof createGatewayProxy>

/** The coupon gateway over HTTP: what the phone calls, and what tests and the page call. */
export const gatewayRoutes = (app: FastifyInstance, proxy: GatewayProxy, network: PhoneNetwork) => {
  const pass = async (request: FastifyRequest, reply: FastifyReply) => {
    // Without a network the phone reaches no server.
    if (!network.online()) return cut(request, reply)
    const [path = '', query] = request.url.slice(PREFIX.length).split('?')
    const answer = await proxy.ask({
      from: 'phone',
      method: request.method,
      path,
      query,
      authorization: request.headers.authorization,
      body: bodyText(request),
      signal: goneSignal(reply),
    })
    if (!answer) return reply.hijack()
    return reply
      .code(answer.status)
      .headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .send(answer.text)
  }
  app.get('/gateway/*', pass)
  app.post('/gateway/*', pass)
  app.get('/gateway/requests', async () => proxy.calls())
  app.delete('/gateway/requests', async (_, reply) => {
    proxy.clear()
    return reply.code(204).send()
  })
  app.get('/gateway/mode', async () => ({ mode: proxy.mode() }))
  app.post('/gateway/mode', (request) => {
    const mode = modeOf(request, GATEWAY_MODES)
    proxy.setMode(mode)
    return { mode }
  })
}
