import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { createApp } from '../app'
import { formatIssues } from '../lib/check'
import { createHttp } from '../lib/http'
import { parseJson, writeJson } from '../lib/json'
import { silentLog } from '../lib/log'
import { systemPorts } from '../lib/ports'
import { createUpstreams } from '../lib/upstreams'
import { readSettings, type Settings } from '../lib/settings'
import { socketOf } from '../store/folder-lock'
import { openStore } from '../store/store'
import type { Io } from './io'

/** An answer of the gateway. */
export interface StoreAnswer {
  /** 0: none came, for the reason in `body.error`. */
  readonly status: number
  readonly body: unknown
  /** Seconds after which to ask again. */
  readonly retryAfter?: string | undefined
}

/** The gateway's routes as a command asks them, wherever the store is. */
export interface StoreClient {
  ask(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<StoreAnswer>
  /** Lets what was lined up be done, where no gateway runs that would. */
  work(): Promise<void>
  close(): Promise<void>
}

/** Why there is none, in a sentence. */
export interface NoClient {
  readonly problem: string
}

// A day of a large merchant is compared in seconds. The longest answers are the differences of such a day and the
// statistics of ten years.
const LIMITS = { maxMs: 120_000, maxBytes: 256 * 1024 * 1024 }

const network = createHttp(LIMITS)

/** A gateway that runs elsewhere. */
const overNetwork = (url: string, key: string): StoreClient => ({
  async ask(method, path, body, headers = {}) {
    const outcome = await network({
      method,
      url: url.replace(/\/+$/, '') + path,
      headers: { ...headers, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: writeJson(body) }),
    })
    return outcome.kind === 'answered'
      ? {
          status: outcome.status,
          body: parseJson(outcome.body),
          retryAfter: outcome.headers['retry-after'],
        }
      : { status: 0, body: { error: outcome.reason } }
  },
  work: async () => undefined,
  close: async () => undefined,
})

/** The gateway of this machine that has the embedded store: its socket is our user's alone and takes no key. */
const overSocket = (socketPath: string): StoreClient => ({
  ask: (method, path, body, headers = {}) =>
    new Promise((settle) => {
      const sent = request(
        {
          socketPath,
          method,
          path,
          timeout: LIMITS.maxMs,
          headers: { ...headers, 'content-type': 'application/json' },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
          response.on('end', () =>
            settle({
              status: response.statusCode ?? 0,
              body: parseJson(text),
              retryAfter: response.headers['retry-after'],
            }),
          )
        },
      )
      sent.on('timeout', () => sent.destroy())
      sent.on('error', () => settle({ status: 0, body: { error: 'network' } }))
      sent.end(body === undefined ? undefined : writeJson(body))
    }),
  work: async () => undefined,
  close: async () => undefined,
})

/** The same application in this process. */
const inThisProcess = async (settings: Settings): Promise<StoreClient | NoClient> => {
  const key = randomBytes(24).toString('base64url')
  const ports = systemPorts(silentLog)
  const upstreams = createUpstreams(ports, settings.GATEWAY_UPSTREAM_CONCURRENCY)
  const store = await openStore(settings, ports, upstreams.portsOf)
  if (!store) return { problem: 'GATEWAY_STORE is none: there is nothing to ask' }
  if ('problem' in store) return { problem: `${store.variable}: ${store.problem}` }
  const app = createApp({
    settings: { ...settings, GATEWAY_OPERATOR_KEY: key, GATEWAY_RATE_LIMIT: 0 },
    ports,
    store,
    upstreams,
  })
  return {
    async ask(method, url, body, headers = {}) {
      const response = await app.inject({
        method,
        url,
        headers: { ...headers, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body !== undefined && { payload: writeJson(body) }),
      })
      return { status: response.statusCode, body: parseJson(response.payload) }
    },
    work: () => store.drain(),
    async close() {
      await app.close()
      await store.close()
    },
  }
}

const MINUTE_S = 60
const MAX_TRIES = 10

/** The same, which waits as the gateway says where it was asked more often than GATEWAY_RATE_LIMIT allows. */
const withinRate = (client: StoreClient, clock: Io['ports']['clock']): StoreClient => ({
  ...client,
  async ask(...question) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await client.ask(...question)
      if (answer.status !== 429 || attempt === MAX_TRIES) return answer
      await clock.sleep(1_000 * (Number(answer.retryAfter) || MINUTE_S))
    }
  },
})

/**
 * The store that the environment names: a gateway's address (GATEWAY_URL with GATEWAY_OPERATOR_KEY), DATABASE_URL, or
 * the embedded one, through the gateway that has it where one runs.
 */
export const openStoreClient = async ({
  env,
  ports: { clock },
}: Pick<Io, 'env' | 'ports'>): Promise<StoreClient | NoClient> => {
  const read = readSettings(env)
  if ('issues' in read) return { problem: formatIssues(read.issues) }
  const { settings } = read
  const url = env['GATEWAY_URL']?.trim()
  if (url) {
    if (!/^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/.test(url))
      return { problem: 'GATEWAY_URL is not an address such as https://host' }
    const key = settings.GATEWAY_OPERATOR_KEY
    return key === undefined
      ? { problem: 'GATEWAY_OPERATOR_KEY is not set' }
      : withinRate(overNetwork(url, key), clock)
  }
  if (settings.DATABASE_URL === undefined && settings.GATEWAY_STORE !== 'none') {
    const owner = overSocket(await socketOf(settings.GATEWAY_DATA))
    // A gateway that starts or ends answers 503, one that is not there not at all.
    const { status } = await owner.ask('GET', '/healthz')
    if (status === 200) return withinRate(owner, clock)
    if (status !== 0)
      return { problem: `${settings.GATEWAY_DATA} belongs to a gateway that starts or stops` }
  }
  return inThisProcess(settings)
}
