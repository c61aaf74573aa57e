import { nonEmpty, number, object, pipe, safeParse, string } from 'valibot'
import { done, type Done } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { requestContext } from '../lib/request-context'
import { postJson, type WechatConfig, type WechatError, wechatError } from './call'

// WeChat keeps the old token alive for its last 5 minutes beside the new one. Source: getStableAccessToken.
const OVERLAP_MS = 5 * 60_000
// WeChat wants at least 30 s between two forced refreshes, and no more than 20 a day. Source: the same.
const MIN_FORCE_INTERVAL_MS = 30_000

const Answer = object({ access_token: pipe(string(), nonEmpty()), expires_in: number() })

type Token = Done<string> | WechatError

/** One account's access tokens. A token is never logged and never part of a message. */
export interface AccessTokens {
  /** A token that is good now. */
  current(): Promise<Token>
  /** Another one than the rejected; the same again when there is no other to be had. */
  refresh(rejected: string): Promise<Token>
}

/**
 * The account's access tokens by `stable_token`: one request in flight, however many wait for it. In its normal mode
 * every instance gets the same token, so nothing needs to be shared between instances.
 *
 * A rejected token is first requested again in normal mode, because another instance may have renewed it; only when
 * WeChat still gives out the rejected one is it renewed by force, which ends the token of every other instance.
 * Source: WeChat 获取稳定版接口调用凭据 (getStableAccessToken).
 */
export const createAccessTokens = (
  { appId, appSecret, baseUrl }: WechatConfig,
  { http, clock }: Pick<Ports, 'http' | 'clock'>,
): AccessTokens => {
  let held: { token: string; until: number } | undefined
  let forcedAt = -Infinity
  let pending: Promise<Token> | undefined

  const request = async (force: boolean): Promise<Token> => {
    const body = {
      grant_type: 'client_credential',
      appid: appId,
      secret: appSecret,
      force_refresh: force,
    }
    const url = `${baseUrl}/cgi-bin/stable_token`
    const outcome = await postJson(http, url, body, appSecret)
    if (outcome.kind !== 'done') return outcome
    const answer = safeParse(Answer, outcome.value)
    if (!answer.success) return wechatError('malformed', 'the answer holds no access token', true)
    const { access_token: token, expires_in: seconds } = answer.output
    // A token near its end is used for half of what is left, so that it is not asked for at every call.
    const life = Math.max(seconds * 1000 - OVERLAP_MS, seconds * 500)
    held = { token, until: clock.now() + life }
    return done(token)
  }

  const renew = async (rejected: string): Promise<Token> => {
    const again = await request(false)
    if (again.kind !== 'done' || again.value !== rejected) return again
    if (clock.now() - forcedAt < MIN_FORCE_INTERVAL_MS) return again
    forcedAt = clock.now()
    return request(true)
  }

  const once = (run: () => Promise<Token>): Promise<Token> => {
    // The token is for others too: the request that came first may be given up, this may not.
    pending ??= requestContext.exit(run).finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    current: async () =>
      held && clock.now() < held.until ? done(held.token) : once(() => request(false)),
    refresh: async (rejected) =>
      held && held.token !== rejected ? done(held.token) : once(() => renew(rejected)),
  }
}
