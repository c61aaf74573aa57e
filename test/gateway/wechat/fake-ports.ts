import { fetchHttp, type Http } from '../../../cloudfunctions/coupon-gateway/lib/http'
import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'

export interface FakePorts extends Ports {
  /** Every wait that was asked for, in milliseconds; time passes at once. */
  readonly waits: number[]
  readonly logged: unknown[]
  readonly pass: (ms: number) => void
}

// 10:00 in Shanghai on 2026-11-22: yesterday is 2026-11-21.
const NOW = Date.parse('2026-11-22T02:00:00Z')

/** A real network, and a clock that the test moves. */
export const fakePorts = (http: Http = fetchHttp, start = NOW): FakePorts => {
  let now = start
  const waits: number[] = []
  const logged: unknown[] = []
  const log = (fields: object, message: string): void => void logged.push({ ...fields, message })
  return {
    http,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
    },
    random: { number: () => 0.5, nonce: () => '0'.repeat(32) },
    log: { info: log, warn: log, error: log },
    waits,
    logged,
    pass: (ms) => {
      now += ms
    },
  }
}
