import type { FastifyInstance, InjectOptions } from 'fastify'
import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import {
  boolean,
  is,
  literal,
  looseObject,
  nullish,
  optional,
  record,
  string,
  unknown,
} from 'valibot'
import { createApp } from './app'
import { loadCatalogue } from './lib/catalogue'
import { formatIssues, type Issue, isRecord } from './lib/check'
import { lostDigitsIn, parseJson, writeJson } from './lib/json'
import { type Log, openLog } from './lib/log'
import { type Clock, systemClock, systemPorts } from './lib/ports'
import { createSessions, type Sessions } from './lib/sessions'
import { readSettings } from './lib/settings'
import { catalogueFile, warningsOf } from './lib/startup'
import { createUpstreams } from './lib/upstreams'
import { openStore, type Store } from './store/store'

/** What CloudBase's HTTP access hands over. Source: https://docs.cloudbase.net/service/access-cloud-function */
const HttpEvent = looseObject({
  httpMethod: string(),
  path: string(),
  // What is not there may be null, as in the events of other platforms.
  headers: nullish(record(string(), unknown())),
  queryStringParameters: nullish(record(string(), unknown())),
  body: nullish(string()),
  isBase64Encoded: nullish(boolean()),
})

/**
 * What `wx.cloud.callFunction({name, data})` hands over: there are no headers, so the credential is a field. The path
 * may have a query, the body may be JSON or its text; without a method, it is the one that the path has.
 */
const CallEvent = looseObject({
  path: string(),
  method: optional(string()),
  authorization: optional(string()),
  body: optional(unknown()),
})

/** What a timer trigger hands over. Source: https://docs.cloudbase.net/cloud-function/timer-trigger */
const TimerEvent = looseObject({ Type: literal('Timer') })

/** What CloudBase's HTTP access takes for an HTTP answer. */
interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded?: boolean
}

/** What `wx.cloud.callFunction` gives its caller as `result`. */
interface CallAnswer {
  readonly status: number
  readonly body: unknown
}

type Main = (event: unknown, context?: unknown) => Promise<HttpAnswer | CallAnswer>

const textEntries = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  )

const refused = (status: number, error: string) => ({
  status,
  headers: { 'content-type': 'application/json' },
  bytes: Buffer.from(JSON.stringify({ error })),
})
const METHOD_NOT_ALLOWED = 405

const inject = async (
  app: FastifyInstance,
  request: {
    readonly method: string
    readonly path: string
    readonly query?: string
    readonly headers: Readonly<Record<string, unknown>>
    readonly body?: string | Buffer
  },
): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> => {
  const { method, path, query, headers, body } = request
  // What is no path would be read as another one on its way through `inject`.
  if (!/^\/(?!\/)[^\s?#\\]*$/.test(path) || path.includes('/.')) return refused(404, 'not_found')
  if (!app.supportedMethods.includes(method))
    return refused(METHOD_NOT_ALLOWED, 'method_not_allowed')
  // The platform's content-length is that of a body which it may have encoded meanwhile.
  const { 'content-length': _, 'transfer-encoding': __, ...rest } = textEntries(headers)
  const response = await app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url: query ? `${path}?${query}` : path,
    headers: rest,
    ...(body !== undefined && { payload: body }),
  })
  return {
    status: response.statusCode,
    headers: textEntries(response.headers),
    bytes: response.rawPayload,
  }
}

const textOf = (body: unknown): string => {
  if (typeof body === 'string') return body
  try {
    return body === undefined ? '' : writeJson(body)
  } catch {
    return ''
  }
}

const queryOf = (parameters: Readonly<Record<string, unknown>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'string') query.append(name, one)
  return query.toString()
}

/**
 * The openid of the user whose mini-program called, by the platform's word and not by the event's, which the caller
 * writes. Newer platforms give it with each call, older ones in the environment.
 * Source: wx-server-sdk (getWXContext) and @cloudbase/node-sdk (getCloudbaseContext), which read the same places.
 */
const openidOf = (context: unknown, env: NodeJS.ProcessEnv): string | undefined => {
  const text: unknown = isRecord(context) ? context['environment'] : undefined
  const given = typeof text === 'string' ? parseJson(text) : text
  const own = isRecord(given) ? given : undefined
  const keys = String((own ?? env)['WX_CONTEXT_KEYS'] ?? '').split(',')
  const openid = own ? own['WX_OPENID'] : keys.includes('WX_OPENID') ? env['WX_OPENID'] : undefined
  return typeof openid === 'string' && openid ? openid : undefined
}

/** As much of an answer as the platform carries: JSON without integers that a double cannot hold, which go as text. */
const portable = (text: string): unknown => {
  const value = parseJson(text)
  if (value === undefined) return text
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
  )
}

/** The user that a call without a credential stands for, if there is one. */
export type PlatformUser = (context: unknown) => Promise<string | undefined>

/** The application as a cloud function's `main`, for both ways in which one is called. */
export const createMain =
  (
    app: FastifyInstance,
    platformSession: PlatformUser = async () => undefined,
    store?: Pick<Store, 'work'>,
  ): Main =>
  async (event, context) => {
    // Between calls a function sleeps: what waits is forwarded when the timer wakes it.
    // A user of the mini-program could send the same, but not without his openid.
    if (store && is(TimerEvent, event) && openidOf(context, process.env) === undefined) {
      await store.work()
      return { status: 200, body: { ok: true } }
    }
    if (is(HttpEvent, event)) {
      const { httpMethod: method, path, isBase64Encoded } = event
      const answer = await inject(app, {
        method,
        path,
        query: queryOf(event.queryStringParameters ?? {}),
        headers: event.headers ?? {},
        body: Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
      })
      const { status: statusCode, headers, bytes } = answer
      return 'content-encoding' in headers
        ? { statusCode, headers, body: bytes.toString('base64'), isBase64Encoded: true }
        : { statusCode, headers, body: bytes.toString() }
    }
    if (!is(CallEvent, event)) return { status: 404, body: { error: 'not_found' } }
    const lost = lostDigitsIn(event.body)
    if (lost !== undefined) {
      const expected = 'an integer below 2^53, or its digits as text'
      const issue = { path: lost, expected, received: 'a number that has lost digits' }
      return { status: 422, body: { issues: [issue] } }
    }
    const [path = '', query = ''] = event.path.split('?')
    const token = event.authorization === undefined ? await platformSession(context) : undefined
    const authorization = event.authorization ?? (token && `Bearer ${token}`)
    const call = (method: string) =>
      inject(app, {
        method,
        path,
        query,
        headers: { authorization },
        ...(method !== 'GET' && { body: textOf(event.body) }),
      })
    const answer = await call(event.method ?? 'POST')
    const isGet = event.method === undefined && answer.status === METHOD_NOT_ALLOWED
    const { status, bytes } = isGet ? await call('GET') : answer
    return { status, body: portable(bytes.toString()) }
  }

/** A function that cannot work is called all the same. */
const unavailable = (body: object, more: Readonly<Record<string, string>> = {}): Main => {
  const headers = { 'content-type': 'application/json', ...more }
  return async (event) =>
    is(HttpEvent, event)
      ? { statusCode: 503, headers, body: JSON.stringify(body) }
      : { status: 503, body }
}

/** Names the variable at fault; the log says more. */
const atFault = (log: Log, variable: string, issues: readonly Issue[]): Main => {
  log.error({ issues: formatIssues(issues) }, 'The gateway cannot start')
  return unavailable({ error: 'unconfigured', variable })
}

/** `undefined`: the store is away. */
const open = async (env: NodeJS.ProcessEnv, log: Logger): Promise<Main | undefined> => {
  const read = readSettings(env)
  if ('issues' in read) return atFault(log, read.issues[0]?.path ?? '', read.issues)
  const { settings } = read
  for (const warning of warningsOf(settings, env)) log.warn({}, warning)
  const ports = systemPorts(log)
  // Here are real customers, whatever NODE_ENV says: the demo's coupons are there for who asks for them.
  const file = catalogueFile(settings, { NODE_ENV: 'production' })
  const catalogue = file === undefined ? undefined : await loadCatalogue(file)
  if (catalogue && 'issues' in catalogue) return atFault(log, 'COUPON_CATALOG', catalogue.issues)

  // A folder does not stay here, so without a database there is no store.
  const upstreams = createUpstreams(ports, settings.GATEWAY_UPSTREAM_CONCURRENCY)
  const store =
    settings.DATABASE_URL === undefined
      ? undefined
      : await openStore(settings, ports, upstreams.portsOf)
  if (store && 'problem' in store) {
    log.error({ ...store }, 'The store is away')
    return undefined
  }

  // Tokens that never leave this process, so a secret of its own is enough.
  const platform: Sessions | undefined =
    settings.GATEWAY_PLATFORM_USERS === 'openid'
      ? createSessions(randomBytes(32).toString('base64url'), systemClock)
      : undefined
  // The platform stands in front and writes X-Forwarded-For.
  const GATEWAY_PROXIES = Math.max(1, settings.GATEWAY_PROXIES)
  const app = createApp(
    {
      settings: { ...settings, GATEWAY_PROXIES },
      ports,
      catalogue: catalogue?.coupons,
      store,
      upstreams,
      ...(platform && { platform }),
    },
    log,
  )
  const platformSession: PlatformUser = async (context) => {
    const openid = openidOf(context, process.env)
    return openid === undefined ? undefined : (await platform?.open({ user_id: openid }))?.token
  }
  return createMain(app, platformSession, store)
}

// A database that fails over or wakes up is back in seconds, and no call waits long for the next try.
const REOPEN_SECONDS = 5
const AWAY = unavailable({ error: 'store_unavailable' }, { 'retry-after': `${REOPEN_SECONDS}` })

/**
 * One instance, opened by its first call; by a later one, where the store was away. The access tokens and sessions it
 * remembers are only a saving, never the truth.
 */
export const createInstance = (
  env: NodeJS.ProcessEnv,
  { now }: Pick<Clock, 'now'>,
  log: Logger,
): Main => {
  let opened: Promise<Main | undefined> | undefined
  let reopenAt = 0
  const tryToOpen = async () => {
    const instance = await open(env, log).catch((error: unknown) => {
      log.error({ err: error }, 'The gateway could not start')
      return undefined
    })
    if (!instance) {
      opened = undefined
      reopenAt = now() + REOPEN_SECONDS * 1_000
    }
    return instance
  }
  return async (event, context) => {
    if (!opened && now() < reopenAt) return AWAY(event, context)
    const instance = await (opened ??= tryToOpen())
    return (instance ?? AWAY)(event, context)
  }
}

/** The entry of the CloudBase cloud function. */
export const main: Main = createInstance(
  process.env,
  systemClock,
  openLog(pino.destination({ dest: 1, sync: true })),
)
