import type { Done } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { accessTokens } from './access-tokens'
import type { Fields } from './fields'
import { patiently } from './patiently'
import { postJson } from './post-json'
import type { WechatConfig } from './wechat-config'
import type { WechatError } from './wechat-error'

type Answer = Done<Fields> | WechatError

/** The account's interfaces, with its access token kept for all calls. Open it once and use it for all requests. */
export interface Wechat {
  /** A call that changes something: sent once, because a lost answer may hide that it was done. */
  change(path: string, body: Fields): Promise<Answer>
  /** A call that only reads: tried again while WeChat says that it may succeed later. */
  read(path: string, body: Fields): Promise<Answer>
  /** Milliseconds since 1970. */
  now(): number
}

const DEFAULT_WAITS_MS = [1000, 3000]
// Not valid, not the latest, expired. Source: WeChat 全局返回码.
const TOKEN_REJECTED = new Set<number | string>([40001, 40014, 42001])

/** Opens the account; nothing is sent before the first call. */
export const openWechat = (config: WechatConfig, ports: Ports): Wechat => {
  const tokens = accessTokens(config, ports)

  const post = (path: string, token: string, body: Fields): Promise<Answer> =>
    postJson(
      ports.http,
      `${config.baseUrl}/${path}?access_token=${encodeURIComponent(token)}`,
      body,
      token,
    )

  const change = async (path: string, body: Fields): Promise<Answer> => {
    const token = await tokens.current()
    if (token.kind !== 'done') return token
    const answer = await post(path, token.value, body)
    if (answer.kind === 'done' || !TOKEN_REJECTED.has(answer.code)) return answer
    // WeChat has done nothing with a call whose token it rejects, so it may be sent once more.
    const other = await tokens.instead(token.value)
    if (other.kind !== 'done') return other
    return other.value === token.value ? answer : post(path, other.value, body)
  }

  return {
    change,
    read: (path, body) =>
      patiently(() => change(path, body), ports, config.notReadyWaits ?? DEFAULT_WAITS_MS),
    now: () => ports.clock.now(),
  }
}
