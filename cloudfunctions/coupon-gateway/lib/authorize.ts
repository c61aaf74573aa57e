import type { FastifyRequest } from 'fastify'
import { verifyHostSign } from './hostsign'
import { type Unconfigured, unconfigured } from './outcome'
import type { Ports } from './ports'
import { nameOf, sameSecret, type Sessions, type User } from './sessions'
import type { Settings } from './settings'

/** Whom a credential stands for. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'user'; readonly user: User }

/** Who may call a route: anyone, the merchant's servers (operator key), a phone (session token), or a plugin that reports (app_id). */
export type Role = 'anyone' | 'operator' | 'session' | 'reporter'

/** The request may not come in. */
export interface Rejected {
  readonly kind: 'rejected'
  readonly status: 401 | 404 | 405
  readonly error: string
  /** For the log only: the caller does not learn why a credential is not good. */
  readonly reason?: string
}

export const rejected = (status: Rejected['status'], error: string, reason?: string): Rejected => ({
  kind: 'rejected',
  status,
  error,
  ...(reason !== undefined && { reason }),
})

/** What a rate is counted under. User ids are the merchant's, so a prefix keeps them apart from `operator`. */
export const rateKey = (caller: Caller, from: Pick<FastifyRequest, 'ip'>): string =>
  caller.kind === 'user'
    ? `${Object.keys(caller.user)[0]}:${nameOf(caller.user)}`
    : caller.kind === 'operator'
      ? 'operator'
      : `address:${from.ip}`

const bearer = ({ headers }: FastifyRequest): string =>
  /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''

/** A parameter that stands twice counts as none. */
const appIdOf = ({ query }: FastifyRequest): string => {
  const { app_id } = Object(query) as { app_id?: unknown }
  return typeof app_id === 'string' ? app_id : ''
}

const unauthorized = (reason: string): Rejected => rejected(401, 'unauthorized', reason)

/**
 * Decides who calls, from the head of a request alone: without a credential no body is read.
 * The answer does not say why a credential is not good.
 */
export const createAuthorize = (
  settings: Settings,
  { clock, log }: Ports,
  sessions: Sessions | undefined,
  platform?: Sessions,
): ((role: Role, request: FastifyRequest) => Promise<Caller | Rejected | Unconfigured>) => {
  const { GATEWAY_OPERATOR_KEY: operatorKey, HOSTSIGN_TOKEN: pluginToken } = settings
  const appIds = new Set(
    [settings.YOUSHU_APP_ID ?? [], settings.RELAY_APP_IDS.map(({ appId }) => appId)].flat(),
  )

  // Only phones carry the signature; operators call from servers.
  const isFromPlugin = ({ headers, routeOptions }: FastifyRequest): boolean => {
    if (pluginToken === undefined) return true
    const found = verifyHostSign(headers, pluginToken, clock.now())
    if (found === 'missing' && !settings.HOSTSIGN_REQUIRED) {
      log.warn({ path: routeOptions.url }, 'A phone came without X-WECHAT-HOSTSIGN')
      return true
    }
    return found === 'signed'
  }

  return async (role, request) => {
    if (role === 'anyone') return { kind: 'anyone' }
    const credential = bearer(request)
    if (role === 'operator') {
      if (operatorKey === undefined) return unconfigured('GATEWAY_OPERATOR_KEY')
      if (!credential) return unauthorized('no bearer credential')
      return sameSecret(credential, operatorKey)
        ? { kind: 'operator' }
        : unauthorized('not the operator key')
    }
    if (role === 'reporter') {
      if (!appIds.size) return unconfigured('YOUSHU_APP_ID')
      if (!appIds.has(appIdOf(request))) return unauthorized('no app_id of ours')
      return isFromPlugin(request) ? { kind: 'anyone' } : unauthorized('no valid X-WECHAT-HOSTSIGN')
    }
    if (!sessions && !platform) return unconfigured('GATEWAY_SESSION_SECRET')
    if (!credential) return unauthorized('no bearer credential')
    const user = (await platform?.userOf(credential)) ?? (await sessions?.userOf(credential))
    if (!user) return unauthorized('no valid session: expired, or signed with another secret')
    return isFromPlugin(request)
      ? { kind: 'user', user }
      : unauthorized('no valid X-WECHAT-HOSTSIGN')
  }
}
