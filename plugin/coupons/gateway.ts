import { attempt } from '../attempt'

/**
 * The way to the coupon gateway, which the host passes in: the gateway's path (such as `/usable-coupons`) and the JSON
 * body in, the decoded JSON answer of a 200 out. Anything else rejects; where there was an answer of another status,
 * with an object that has it as `status`. A plugin cannot go there by itself: its request domains and its cloud are
 * the plugin owner's, not the merchant's.
 */
export type Gateway = (path: string, body: object) => Promise<unknown>

/** Gives the session token that a phone may hold. `renew`: the last one was not accepted, so a new one is needed. */
export type GetToken = (renew: boolean) => string | Promise<string>

/** What came back over either way: the HTTP status, where there was one, and the decoded body. */
interface Response {
  readonly status: number | undefined
  readonly body: unknown
}

const UNAUTHORIZED = 401
const NOT_FOUND = 404
/** Asks for only those fields of a coupon that are decoded here: most of a template is for the gateway's rules. */
const COMPACT: Readonly<Record<string, string>> = { '/usable-coupons': '?fields=compact' }
const TIMEOUT_MS = 5000

/** WeChat's own message, which names a domain or a function that is missing. It may repeat what was sent. */
const messageOf = (error: unknown, token: string): string => {
  const { errMsg, message } = Object(error) as { errMsg?: unknown; message?: unknown }
  const text = String(errMsg ?? message ?? error)
  return token ? text.split(token).join('…') : text
}

/**
 * Calls with the host's token, and after a 401 once more with a renewed one: sessions are short, and one that ended
 * while the user was reading is no error. Resolves to the body of a 200. An error says where, and which status or what
 * message of WeChat's; it never holds a token, because the host may log it.
 */
const callWithToken = async (
  getToken: GetToken,
  path: string,
  call: (authorization: string, path: string) => Promise<Response>,
): Promise<unknown> => {
  let query = COMPACT[path] ?? ''
  const callOnce = async (renew: boolean): Promise<Response> => {
    const token = await getToken(renew)
    try {
      return await call(`Bearer ${token}`, path + query)
    } catch (error) {
      // oxlint-disable-next-line preserve-caught-error -- the error may hold the token
      throw new Error(`${path}: ${attempt(() => messageOf(error, token), 'no answer')}`)
    }
  }
  let response = await callOnce(false)
  if (response.status === UNAUTHORIZED) response = await callOnce(true)
  if (response.status === NOT_FOUND && query) {
    // A gateway, or a proxy before it, that knows the path only without a query.
    query = ''
    response = await callOnce(false)
  }
  const { status, body } = response
  // Without a status it was not the gateway that answered: the decoder refuses what it said instead.
  if (status === 200 || status === undefined) return body
  throw Object.assign(new Error(`${path}: HTTP ${status}`), { status })
}

/** As much of the host's `wx.request` as is used. */
type Request = (options: {
  url: string
  method: 'POST'
  header: Record<string, string>
  data: Record<string, unknown>
  dataType: 'json'
  timeout: number
  success: (answer: { statusCode: number; data: unknown }) => void
  fail: (error: { errMsg: string }) => void
}) => unknown

/** Where the coupon gateway is, and what the host lends to reach it. */
export interface RequestGatewayOptions {
  /** Without a slash at its end; the host lists its domain among its own request domains. */
  readonly url: string
  /** Called for each request, and after a 401 once more with `true`. */
  readonly token: GetToken
  /** The host's `wx.request`: the plugin's own reaches only the plugin owner's domains. */
  readonly request: Request
}

/**
 * A gateway behind HTTP, which is given 5 s. Rejects where that fails, and on another status than 200 (`{status, message}`).
 * Source: WeChat, wx.request; coupon-gateway, README.
 */
export const requestGateway =
  (options: RequestGatewayOptions): Gateway =>
  async (path, body) => {
    // Read here: what is missing rejects, and throws nothing into the launch of the host.
    const { url, token, request } = options
    return callWithToken(
      token,
      path,
      (authorization, target) =>
        new Promise((resolve, reject) => {
          request({
            url: url.replace(/\/+$/, '') + target,
            method: 'POST',
            header: { 'content-type': 'application/json', authorization },
            data: { ...body },
            dataType: 'json',
            timeout: TIMEOUT_MS,
            success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
            fail: ({ errMsg }) => reject(new Error(errMsg)),
          })
        }),
    )
  }

/** As much of the host's `wx.cloud.callFunction` as is used. */
type CallFunction = (options: {
  name: string
  data: { path: string; authorization: string; body: object }
}) => Promise<{ result?: unknown }>

/** Which cloud function the coupon gateway is, and what the host lends to reach it. */
export interface CloudGatewayOptions {
  /** The host's `wx.cloud.callFunction`: the plugin's own cloud is the plugin owner's. */
  readonly callFunction: CallFunction
  /** Called for each request, and after a 401 once more with `true`. */
  readonly token: GetToken
  /** Default `coupon-gateway`. */
  readonly name?: string
}

/**
 * A gateway that is a cloud function. Rejects where there was no answer, or another status than 200
 * (`{status, message}`). Source: WeChat, wx.cloud.callFunction; coupon-gateway, README.
 */
export const cloudGateway =
  (options: CloudGatewayOptions): Gateway =>
  async (path, body) => {
    const { callFunction, token, name = 'coupon-gateway' } = options
    return callWithToken(token, path, async (authorization, target) => {
      const { result } = await callFunction({ name, data: { path: target, authorization, body } })
      const { status, body: answer } = Object(result) as { status?: unknown; body?: unknown }
      return typeof status === 'number'
        ? { status, body: answer }
        : { status: undefined, body: result }
    })
  }
