import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Random } from './ports'

export const systemClock: Clock = {
  now: Date.now,
  sleep: async (ms) => {
    await sleep(ms)
  },
}

export const systemRandom: Random = {
  number: Math.random,
  nonce: () => randomBytes(16).toString('hex'),
}
