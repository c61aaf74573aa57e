import type { Caller } from './caller'
import { hostsign } from '../lib/hostsign'
import { parseBody } from '../lib/json'
import { serializeError } from '../lib/log'
import { unconfigured } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { createSessions, sameSecret } from '../lib/sessions'
import type { Settings } from '../lib/settings'
import { type Reply, replyTo } from './reply'
import type { Route } from './route'
import { routesOf } from './routes'
import type { UserCoupon } from '../coupon-engine/coupon'

/** A request without its body: enough to say whether it may come in. */
interface RequestHead {
  readonly method: string
  /** Without its query. Compared as it is: no decoding, no `..`, no second slash. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** It may come in, and this is who it is. */
export interface Admitted {
  readonly kind: 'admitted'
  readonly route: Route
  readonly caller: Caller
}
/** It may not, and this is what it is told. */
export interface TurnedAway {
  readonly kind: 'turned away'
  readonly reply: Reply
}

/** The gateway without a door: requests in, replies out. Any number of them at a time. */
export interface Gateway {
  readonly routes: readonly Route[]
  /** Decided before the body is read, so that nobody without a credential makes us read one. */
  admit(head: RequestHead): Promise<Admitted | TurnedAway>
  answer(admitted: Admitted, body: string): Promise<Reply>
  /** Both in one, for doors that have the whole request in hand. It never rejects: an error of ours is a 500, and logged. */
  handle(request: RequestHead & { readonly body: string }): Promise<Reply>
}

const turnedAway = (status: number, error: string): TurnedAway => ({
  kind: 'turned away',
  reply: { status, body: { error } },
})

const bearer = (headers: RequestHead['headers']): string =>
  /^Bearer ([^\s]+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? ''

const answer: Gateway['answer'] = async ({ route, caller }, body) => {
  if (route.method === 'GET') return route.answer(undefined, caller)
  if (Buffer.byteLength(body) > route.maxBytes) return { status: 413, body: { error: 'too_large' } }
  const parsed = parseBody(body)
  return 'input' in parsed ? route.answer(parsed.input, caller) : replyTo(parsed)
}

/** The one core behind every door. `catalogue` is what COUPON_CATALOG names, read and checked. */
export const createGateway = (
  settings: Settings,
  ports: Ports,
  catalogue?: readonly UserCoupon[],
): Gateway => {
  const { GATEWAY_OPERATOR_KEY: operatorKey, GATEWAY_SESSION_SECRET: secret } = settings
  const sessions = secret === undefined ? undefined : createSessions(secret, ports.clock)
  const routes = routesOf(settings, ports, sessions, catalogue)
  const byPath = new Map(routes.map((route) => [route.path, route]))

  const callerOf = async (route: Route, head: RequestHead): Promise<Caller | undefined> => {
    const credential = bearer(head.headers)
    if (route.who === 'anyone') return { kind: 'anyone' }
    if (!credential) return undefined
    if (route.who === 'operator')
      return operatorKey !== undefined && sameSecret(credential, operatorKey)
        ? { kind: 'operator' }
        : undefined
    const user_id = await sessions?.userOf(credential)
    return user_id === undefined ? undefined : { kind: 'user', user_id }
  }

  const comesFromThePlugin = (route: Route, head: RequestHead): boolean => {
    // Only phones carry it; operators call from servers.
    if (settings.HOSTSIGN_TOKEN === undefined || route.who !== 'session') return true
    const found = hostsign(head.headers, settings.HOSTSIGN_TOKEN, ports.clock.now())
    if (found === 'missing' && !settings.HOSTSIGN_REQUIRED) {
      ports.log.warn({ path: route.path }, 'A session came without X-WECHAT-HOSTSIGN')
      return true
    }
    return found === 'signed'
  }

  const admit: Gateway['admit'] = async (head) => {
    const route = byPath.get(head.path)
    if (!route) return turnedAway(404, 'not_found')
    if (route.method !== head.method) return turnedAway(405, 'method_not_allowed')
    if (route.who === 'operator' && operatorKey === undefined)
      return { kind: 'turned away', reply: replyTo(unconfigured('GATEWAY_OPERATOR_KEY')) }
    if (route.who === 'session' && !sessions)
      return { kind: 'turned away', reply: replyTo(unconfigured('GATEWAY_SESSION_SECRET')) }
    const caller = await callerOf(route, head)
    if (!caller || !comesFromThePlugin(route, head)) return turnedAway(401, 'unauthorized')
    return { kind: 'admitted', route, caller }
  }

  return {
    routes,
    admit,
    answer,
    async handle({ body, ...head }) {
      try {
        const admission = await admit(head)
        return admission.kind === 'admitted' ? await answer(admission, body) : admission.reply
      } catch (error) {
        ports.log.error({ error: serializeError(error) }, 'failed')
        return { status: 500, body: { error: 'internal' } }
      }
    },
  }
}
