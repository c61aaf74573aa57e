import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { boolean, is, looseObject, nullish, optional, record, string, unknown } from 'valibot'
import { createApp } from './app'
import { loadCatalogue } from './lib/catalogue'
import { formatIssues, type Issue } from './lib/check'
import { lostDigitsIn } from './lib/json'
import { openLog } from './lib/log'
import { type Log, systemPorts } from './lib/ports'
import { readSettings } from './lib/settings'

/** What CloudBase's HTTP access hands over. Source: https://docs.cloudbase.net/service/access-cloud-function */
const HttpEvent = looseObject({
  httpMethod: string(),
  path: string(),
  // What is not there may be null, as in the events of other platforms.
  headers: nullish(record(string(), unknown())),
  body: nullish(string()),
  isBase64Encoded: nullish(boolean()),
})

/** What `wx.cloud.callFunction({name, data})` hands over: there are no headers, so the credential is a field. */
const CallEvent = looseObject({
  path: string(),
  authorization: optional(string()),
  body: optional(unknown()),
})

/** What CloudBase's HTTP access takes for an HTTP answer. */
interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What `wx.cloud.callFunction` gives its caller as `result`. */
interface CallAnswer {
  readonly status: number
  readonly body: unknown
}

type Main = (event: unknown) => Promise<HttpAnswer | CallAnswer>

interface Request {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: string | Buffer
}

const textHeaders = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  )

const inject = async (
  app: FastifyInstance,
  { method, path, headers = {}, body }: Request,
): Promise<{ status: number; headers: Record<string, string>; text: string }> => {
  // The platform's content-length is that of a body which it may have encoded meanwhile.
  const { 'content-length': _, ...rest } = textHeaders(headers)
  const response = await app.inject({
    // Fastify answers any other method with 404 or 405, as the type does not know.
    method: method as 'GET',
    url: { pathname: path },
    headers: rest,
    ...(body !== undefined && { payload: body }),
  })
  return {
    status: response.statusCode,
    headers: textHeaders(response.headers),
    text: response.payload,
  }
}

const textOf = (body: unknown): string => {
  try {
    return body === undefined ? '' : JSON.stringify(body)
  } catch {
    return ''
  }
}

/** The application as a cloud function's `main`, for both ways in which one is called. */
export const createMain =
  (app: FastifyInstance): Main =>
  async (event) => {
    if (is(HttpEvent, event)) {
      const { httpMethod: method, path, isBase64Encoded } = event
      const body = Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8')
      const answer = await inject(app, { method, path, headers: event.headers ?? {}, body })
      return { statusCode: answer.status, headers: answer.headers, body: answer.text }
    }
    if (!is(CallEvent, event)) return { status: 404, body: { error: 'not_found' } }
    const { path, authorization } = event
    const lost = lostDigitsIn(event.body)
    if (lost !== undefined) {
      const expected = 'an integer below 2^53, or its digits as text'
      const issue = { path: lost, expected, received: 'a number that has lost digits' }
      return { status: 422, body: { issues: [issue] } }
    }
    const { status, text } = await inject(app, {
      method: path === '/healthz' ? 'GET' : 'POST',
      path,
      headers: { authorization },
      body: textOf(event.body),
    })
    return { status, body: JSON.parse(text) as unknown }
  }

/** A function that cannot start is called all the same: it names the variable at fault, and the log says more. */
const atFault = (log: Log, variable: string, issues: readonly Issue[]): Main => {
  log.error({ issues: formatIssues(issues) }, 'The gateway cannot start')
  const body = { error: 'unconfigured', variable }
  const headers = { 'content-type': 'application/json' }
  return async (event) =>
    is(HttpEvent, event)
      ? { statusCode: 503, headers, body: JSON.stringify(body) }
      : { status: 503, body }
}

const open = async (): Promise<Main> => {
  const log = openLog(pino.destination({ dest: 1, sync: true }))
  const read = readSettings(process.env)
  if ('issues' in read) return atFault(log, read.issues[0]?.path ?? '', read.issues)
  const { settings } = read
  const ports = systemPorts(log)
  if (settings.COUPON_CATALOG === undefined) return createMain(createApp({ settings, ports }, log))
  const catalogue = await loadCatalogue(settings.COUPON_CATALOG)
  if ('issues' in catalogue) return atFault(log, 'COUPON_CATALOG', catalogue.issues)
  return createMain(createApp({ settings, ports, catalogue: catalogue.coupons }, log))
}

// Once for each instance; the access tokens and sessions it remembers are only a saving, never the truth.
let opened: Promise<Main> | undefined

/** The entry of the CloudBase cloud function. */
export const main: Main = async (event) => (await (opened ??= open()))(event)
