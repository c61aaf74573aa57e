import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchHttp, type Http } from './http'
import type { Log } from './log'
import { requestContext } from './request-context'

/** The time, and waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Ends early when the caller of the present request hangs up. */
  sleep(ms: number): Promise<void>
}

export interface Random {
  /** At least 0, less than 1. */
  number(): number
  /** 32 hexadecimal characters, new each time: the longest nonce that the vendors take. */
  nonce(): string
}

/** Everything outside that the gateway touches. */
export interface Ports {
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

export const systemClock: Clock = {
  now: Date.now,
  // Ends with the caller: after a hang-up no further try is made.
  sleep: async (ms) => {
    const signal = requestContext.getStore()?.gone
    await sleep(ms, undefined, signal && { signal }).catch(() => undefined)
  },
}

/** The nonces are cryptographic. */
export const systemRandom: Random = {
  number: Math.random,
  nonce: () => randomBytes(16).toString('hex'),
}

/** The real network, time and randomness. */
export const systemPorts = (log: Log): Ports => ({
  http: fetchHttp,
  clock: systemClock,
  random: systemRandom,
  log,
})
