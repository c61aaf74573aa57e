import { type Compiled, holdsTracker } from '../../compiled'
import { ApiFailure } from './api'
import type { Network } from './system'

/** A code space's list of request domains: from origin to the path at which this machine answers for it. */
export type Domains = Readonly<Record<string, string>>

/** The plugin owner's list: the vendor's two hosts, whose part the collector takes. */
export const PLUGIN_DOMAINS: Domains = {
  'https://zhls.qq.com': '/youshu',
  'https://api.datanexus.qq.com': '/datanexus',
}

/** The demo merchant's list: the merchant's own server, and the coupon gateway. */
const DEMO_DOMAINS: Domains = {
  'https://shop.shanlan.example': '/shop',
  'https://gateway.shanlan.example': '/gateway',
}

/** The host's list. A shop that has the tracker as an npm package must list the vendor's hosts itself; here they are lent. */
export const hostDomains = ({ host }: Compiled): Domains =>
  holdsTracker(host) ? { ...DEMO_DOMAINS, ...PLUGIN_DOMAINS } : DEMO_DOMAINS

/** Sends a request to a host that is not this machine; `init` as for `fetch`. */
export type Elsewhere = (url: string, init: RequestInit) => Promise<Response>

/**
 * Requests to hosts that this machine does not play: its server passes them on, or plays a recorded answer, as it was
 * started. Where it was started without either, they fail as in WeChat, and `onRefused` gets the reason.
 */
export const createElsewhere =
  (onRefused: (url: string, reason: string) => void): Elsewhere =>
  async (url, { method = 'GET', headers, body, signal }) => {
    const head = { url, method, headers: Object.fromEntries(new Headers(headers)) }
    const response = await fetch('/internet', {
      method: 'POST',
      // Headers hold ASCII only.
      headers: { 'internet-request': encodeURIComponent(JSON.stringify(head)) },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    const answer = response.headers.get('internet-answer')
    if (answer === null) {
      const { error = 'no answer' } = (await response.json()) as { error?: string }
      onRefused(url, error)
      if (response.status === 403) throw new ApiFailure('url not in domain list', 600002)
      throw new ApiFailure(error, 600001)
    }
    const { status, headers: given } = JSON.parse(decodeURIComponent(answer)) as {
      readonly status: number
      readonly headers: Record<string, string>
    }
    const hasBody = status !== 204 && status !== 304 && status >= 200
    return new Response(hasBody ? await response.arrayBuffer() : null, { status, headers: given })
  }

interface Content {
  readonly method?: string
  readonly data?: unknown
  readonly header?: Readonly<Record<string, string>>
}

const asQuery = (data: object) =>
  new URLSearchParams(Object.entries(data).map(([key, value]) => [key, String(value)])).toString()

/** What goes out for `data`: GET puts it into the address; a string is sent as it is; an object as its type says. */
const createRequestBody = (url: string, { method = 'GET', data, header = {} }: Content) => {
  const headers = new Headers(header)
  // The shop's own may be written in any case.
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const verb = method.toUpperCase()
  if (verb === 'GET' || verb === 'HEAD') {
    const query = typeof data === 'object' && data ? asQuery(data) : ''
    return {
      url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url,
      method: verb,
      headers,
    }
  }
  const isForm = headers.get('content-type')?.includes('x-www-form-urlencoded')
  const body =
    data === undefined || typeof data === 'string' || data instanceof ArrayBuffer
      ? (data ?? '')
      : isForm
        ? asQuery(data as object)
        : JSON.stringify(data)
  return { url, method: verb, headers, body }
}

interface CallOptions {
  readonly url: string
  readonly timeout?: number
  readonly success?: (result: object) => void
  readonly fail?: (result: object) => void
  readonly complete?: (result: object) => void
}

interface RequestOptions extends CallOptions, Content {
  readonly dataType?: string
  readonly responseType?: string
}

interface Surroundings {
  /** The code space's list of request domains: from origin to the path at which this machine answers for it. */
  readonly domains: Domains
  /** For hosts that are not in the list; without it they fail. */
  readonly elsewhere?: Elsewhere
  readonly network: Network
  /** How far the phone's clock is ahead of the real one, in ms. */
  readonly clockOffset: () => number
  /** Gets each answer under way, for the one who moves the clock. */
  readonly onSend: (answer: Promise<unknown>) => void
  /** Calls back once the app has been in the background for five seconds; returns how to stop waiting. */
  readonly onSuspend: (suspended: () => void) => () => void
  readonly isSuspended: () => boolean
}

const DEFAULT_TIMEOUT_MS = 60_000

/** Sends a request to where this machine answers for its host, or elsewhere. */
const sendTo =
  (domains: Domains, elsewhere?: Elsewhere): Elsewhere =>
  async (url, init) => {
    const parsed = URL.canParse(url) ? new URL(url) : undefined
    if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new ApiFailure('invalid url', 600009)
    const place = Object.hasOwn(domains, parsed.origin) ? domains[parsed.origin] : undefined
    if (place !== undefined)
      return fetch(location.origin + place + parsed.pathname + parsed.search, init)
    if (!elsewhere) throw new ApiFailure('url not in domain list', 600002)
    return elsewhere(url, init)
  }

const parse = (text: string, dataType = 'json'): unknown => {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const ignore = () => undefined

type Send = <R>(
  url: string,
  init: RequestInit,
  read: (answer: Response) => Promise<R>,
) => Promise<R>

/**
 * What of `wx` goes over the network: success for every HTTP status, fail for what never got an answer. `run` sends by what
 * it is given, and says what the shop gets of the answer.
 */
export const createNetworkCalls =
  ({ domains, elsewhere, network, clockOffset, onSend, onSuspend, isSuspended }: Surroundings) =>
  <O extends CallOptions>(name: string, run: (options: O, send: Send) => Promise<object>) =>
  (options: O) => {
    const controller = new AbortController()
    const { signal } = controller
    const stop = (message: string, errno?: number) =>
      controller.abort(new ApiFailure(message, errno))
    const send: Send = async (url, init, read) => {
      if (!network.isConnected()) throw new ApiFailure('net::ERR_INTERNET_DISCONNECTED', 600001)
      const timer = setTimeout(() => stop('timeout', 5), options.timeout ?? DEFAULT_TIMEOUT_MS)
      const stopWaiting = onSuspend(() => stop('interrupted', 600003))
      const stopListening = network.onLost(() => stop('net::ERR_INTERNET_DISCONNECTED', 600001))
      const headers = new Headers(init.headers)
      headers.set('phone-clock-offset', String(clockOffset()))
      try {
        return await read(await sendTo(domains, elsewhere)(url, { ...init, headers, signal }))
      } catch (error) {
        throw error instanceof ApiFailure ? error : new ApiFailure('net::ERR_FAILED', 600001)
      } finally {
        clearTimeout(timer)
        stopWaiting()
        stopListening()
      }
    }
    const start = async () => {
      if (isSuspended()) throw new ApiFailure('interrupted', 600003)
      return { ...(await run(options, send)), errMsg: `${name}:ok` }
    }
    const callBack = (callback: ((result: object) => void) | undefined, result: object) => {
      // In a task of its own: a callback that throws is the caller's error, not a failed call.
      setTimeout(() => {
        callback?.call(options, result)
        options.complete?.(result)
      }, 0)
    }
    const answer = start()
    onSend(answer)
    answer.then(
      (result) => callBack(options.success, result),
      (error: ApiFailure) =>
        callBack(options.fail, { errMsg: `${name}:fail ${error.message}`, errno: error.errno }),
    )
    return {
      abort: () => stop('abort'),
      onHeadersReceived: ignore,
      offHeadersReceived: ignore,
      onChunkReceived: ignore,
      offChunkReceived: ignore,
      onProgressUpdate: ignore,
      offProgressUpdate: ignore,
    }
  }
export type NetworkCalls = ReturnType<typeof createNetworkCalls>

/** `wx.request`. */
export const createRequest = (calls: NetworkCalls) =>
  calls<RequestOptions>('request', (options, send) => {
    const { url, ...init } = createRequestBody(options.url, options)
    return send(url, init, async (response) => ({
      data:
        options.responseType === 'arraybuffer'
          ? await response.arrayBuffer()
          : parse(await response.text(), options.dataType),
      statusCode: response.status,
      header: Object.fromEntries(response.headers),
      cookies: [],
    }))
  })
