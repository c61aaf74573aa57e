import { backoff } from '../lib/http'
import type { Done } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import type { WechatError } from './wechat-error'

const NOT_READY = 61503
// A fault that outlasts three retries is not a passing one.
const MOST_FAULTS = 3

/**
 * Asks again while the answer says that it may succeed later: soon after a fault, and after each of the given waits
 * when the day's statistics are not ready.
 */
export const patiently = async <T>(
  ask: () => Promise<Done<T> | WechatError>,
  { clock, random, log }: Pick<Ports, 'clock' | 'random' | 'log'>,
  notReadyWaits: readonly number[],
): Promise<Done<T> | WechatError> => {
  let faults = 0
  let notReady = 0
  const waitAfter = ({ code, retryable }: WechatError): number | undefined => {
    if (code === NOT_READY) return notReadyWaits[notReady++]
    return retryable && faults < MOST_FAULTS ? backoff(faults++, random.number()) : undefined
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
