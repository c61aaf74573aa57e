import { backoff, isGuarded } from '../lib/http'
import type { Done } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { createAccessTokens } from './access-tokens'
import { type Fields, postJson, type WechatConfig, type WechatError } from './call'

const NOT_READY = 61503
// A fault that outlasts three retries is not a passing one.
const MAX_FAULTS = 3

/**
 * Asks again while the answer says that it may succeed later: soon after a fault, and after each of the given waits
 * when the day's statistics are not ready.
 */
const retry = async <T>(
  ask: () => Promise<Done<T> | WechatError>,
  { clock, random, log }: Pick<Ports, 'clock' | 'random' | 'log'>,
  notReadyWaits: readonly number[],
): Promise<Done<T> | WechatError> => {
  let faults = 0
  let notReady = 0
  const waitAfter = ({ code, retryable }: WechatError): number | undefined => {
    if (code === NOT_READY) return notReadyWaits[notReady++]
    return retryable && !isGuarded(code) && faults < MAX_FAULTS
      ? backoff(faults++, random.number())
      : undefined
  }
  for (;;) {
    const outcome = await ask()
    if (outcome.kind === 'done') return outcome
    const wait = waitAfter(outcome)
    if (wait === undefined) return outcome
    log.info({ code: outcome.code, wait_ms: wait }, 'WeChat is asked again after a wait')
    await clock.sleep(wait)
  }
}

type Answer = Done<Fields> | WechatError

/** The account's interfaces, with its access token kept for all calls. Open it once and use it for all requests. */
export interface WechatClient {
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

/** The account's client; nothing is sent before the first call. */
export const createWechatClient = (config: WechatConfig, ports: Ports): WechatClient => {
  const tokens = createAccessTokens(config, ports)

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
    const other = await tokens.refresh(token.value)
    if (other.kind !== 'done') return other
    return other.value === token.value ? answer : post(path, other.value, body)
  }

  return {
    change,
    read: (path, body) =>
      retry(() => change(path, body), ports, config.notReadyWaits ?? DEFAULT_WAITS_MS),
    now: () => ports.clock.now(),
  }
}
