import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Random } from './ports'

/** The time as it is. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: async (ms) => {
    await sleep(ms)
  },
}

/** Chance as it is; the nonces are cryptographic. */
export const systemRandom: Random = {
  number: Math.random,
  nonce: () => randomBytes(16).toString('hex'),
}
