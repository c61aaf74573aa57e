import { fetchHttp, type Http } from '../../../cloudfunctions/coupon-gateway/lib/http'
import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'

export interface FakePorts extends Ports {
  /** Every wait that was asked for, in milliseconds. Time passes at once. */
  readonly waits: number[]
  /** Everything that was logged, as one text. */
  readonly logged: () => string
  readonly pass: (ms: number) => void
}

// New for each run too: the same file may be pushed twice in one test.
let nonces = 0

export const NOW = Date.parse('2026-11-22T02:00:00Z')

/** The real network, a clock that the test moves, and nonces that are new each time. */
export const fakePorts = (http: Http = fetchHttp): FakePorts => {
  let now = NOW
  const waits: number[] = []
  const lines: string[] = []
  const log = (fields: object, message: string): void =>
    void lines.push(JSON.stringify({ ...fields, message }))
  return {
    http,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
    },
    random: { number: () => 0.5, nonce: () => String((nonces += 1)).padStart(32, 'n') },
    log: { info: log, warn: log, error: log },
    waits,
    logged: () => lines.join('\n'),
    pass: (ms) => {
      now += ms
    },
  }
}
