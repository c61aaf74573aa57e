import { boolean, is, looseObject, nullish, optional, record, string, unknown } from 'valibot'
import type { Gateway } from '../core/gateway'
import { bytesOf, type Reply } from '../core/reply'

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
export interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** As much of a gateway as a cloud function needs. */
export type Answering = Pick<Gateway, 'handle'>

// What the HTTP server sends with each answer, but for the request id: the platform has its own.
const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

const lowerCase = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  )

const textOf = (body: unknown): string => {
  try {
    return body === undefined ? '' : JSON.stringify(body)
  } catch {
    return ''
  }
}

/** The gateway as a cloud function's `main`, for both ways in which one is called. */
export const createCloudFunction =
  (gateway: Answering) =>
  async (event: unknown): Promise<HttpAnswer | Reply> => {
    if (is(HttpEvent, event)) {
      const { httpMethod: method, path, headers, isBase64Encoded } = event
      const body = event.body ?? ''
      const reply = await gateway.handle({
        method,
        path,
        headers: lowerCase(headers ?? {}),
        body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
      })
      return {
        statusCode: reply.status,
        headers: HEADERS,
        body: bytesOf(reply).toString(),
      }
    }
    if (!is(CallEvent, event)) return { status: 404, body: { error: 'not_found' } }
    const { path, authorization, body } = event
    const reply = await gateway.handle({
      method: path === '/healthz' ? 'GET' : 'POST',
      path,
      headers: authorization === undefined ? {} : { authorization },
      body: textOf(body),
    })
    // Only what can be written out crosses to the mini-program.
    return { status: reply.status, body: reply.body }
  }
