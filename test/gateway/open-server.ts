import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../cloudfunctions/coupon-gateway/app'
import type { Http } from '../../cloudfunctions/coupon-gateway/lib/http'
import { isRecord } from '../../cloudfunctions/coupon-gateway/lib/check'
import { openLog } from '../../cloudfunctions/coupon-gateway/lib/log'
import { readSettings, type Settings } from '../../cloudfunctions/coupon-gateway/lib/settings'
import type { Store } from '../../cloudfunctions/coupon-gateway/store/store'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import { readCatalogue } from '../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import type { Timing, Upstreams } from '../../cloudfunctions/coupon-gateway/lib/upstreams'
import { breachOf } from './contract'
import { type FakePorts, fakePorts } from './fakes/ports'
import { APP_ID, APP_SECRET } from './fakes/youshu'

export const OPERATOR_KEY = 'operator-key-that-stays-secret'
export const SESSION_SECRET = 'session-secret-that-stays-secret!'

/** Everything set, as a merchant with all four systems would have it. */
export const COMPLETE = {
  GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
  GATEWAY_SESSION_SECRET: SESSION_SECRET,
  YOUSHU_APP_ID: APP_ID,
  YOUSHU_APP_SECRET: APP_SECRET,
  YOUSHU_DATA_SOURCE_ID: '101',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'wechat-secret-that-stays-secret',
  ZVCMS_OPEN_ID: 'd14c1559e87b747d577c834b275a4310',
  ZVCMS_GRANT_CODE: 'grant-code-that-stays-secret',
  ZVCMS_OPEN_KEY: 'open-key-that-stays-secret',
  // Nothing listens there: a test that reaches an upstream names its own.
  YOUSHU_BASE_URL: 'http://127.0.0.1:9',
  WECHAT_BASE_URL: 'http://127.0.0.1:9',
  ZVCMS_BASE_URL: 'http://127.0.0.1:9',
  GATEWAY_RATE_LIMIT: '0',
}

export const settingsOf = (env: Record<string, string | undefined>): Settings => {
  const read = readSettings(env)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.settings
}

const twoUsers = () => readCatalogue(readFileSync(`${__dirname}/two-users.json`, 'utf8')).coupons

export interface OpenGateway {
  readonly app: FastifyInstance
  readonly ports: FakePorts
  /** Everything that was logged, of requests and by what they call. */
  readonly logged: () => string
}

export const openGateway = (
  env: Record<string, string | undefined> = {},
  http?: Http,
  store?: Store,
  timing?: Timing,
  catalogue: readonly UserCoupon[] = twoUsers(),
  upstreams?: Upstreams,
): OpenGateway => {
  const ports = fakePorts(http)
  const lines: string[] = []
  const log = openLog({ write: (line) => void lines.push(line) })
  const settings = settingsOf({ ...COMPLETE, ...env })
  return {
    app: createApp(
      { settings, ports, catalogue, store, upstreams, ...(timing && { timing }) },
      log,
    ),
    ports,
    logged: () => lines.join('') + ports.logged(),
  }
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Record<string, unknown>
}

export interface OpenServer extends OpenGateway {
  readonly url: string
  readonly post: (
    path: string,
    body: unknown,
    credential?: string,
    more?: RequestInit,
  ) => Promise<Answer>
  readonly session: (user_id: string) => Promise<string>
  readonly close: () => Promise<void>
}

const fieldsIn = (text: string): Record<string, unknown> => {
  try {
    const fields: unknown = JSON.parse(text)
    return isRecord(fields) ? fields : {}
  } catch {
    return {}
  }
}

/** The whole gateway on a port of its own. */
export const openServer = async (
  env: Record<string, string | undefined> = {},
  http?: Http,
  store?: Store,
  timing?: Timing,
  catalogue?: readonly UserCoupon[],
  upstreams?: Upstreams,
): Promise<OpenServer> => {
  const opened = openGateway(env, http, store, timing, catalogue, upstreams)
  const { app } = opened
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const post: OpenServer['post'] = async (path, body, credential, more) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
      headers: {
        'content-type': 'application/json',
        ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
        ...Object.fromEntries(new Headers(more?.headers)),
      },
    })
    const text = await response.text()
    const json = fieldsIn(text)
    // Every request of the tests checks the contract along the way.
    const breach = breachOf(more?.method ?? 'POST', path, response.status, json)
    if (breach !== undefined) throw new Error(breach)
    return { status: response.status, headers: response.headers, text, json }
  }
  return {
    ...opened,
    url,
    post,
    session: async (user_id) => {
      const { json } = await post('/sessions', { user_id }, OPERATOR_KEY)
      return String(json['token'])
    },
    close: () => app.close(),
  }
}

export const CART = {
  trade_marks: [{ num: 2, trade_mark: '201909280011111', price: '18.00' }],
  type_cate: 1,
}
