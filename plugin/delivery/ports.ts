import type { ConsumeCoupon } from '../event/consume-coupon'

/**
 * Text by key, as the phone keeps it. Nothing here throws.
 * `read`: undefined = not there, null = the storage did not answer. `write`, `remove`: false = it did not happen.
 */
export interface Storage {
  read(key: string): string | undefined | null
  write(key: string, text: string): boolean
  remove(key: string): boolean
}

/**
 * What an answer of the collector means, and so what the reporter does:
 * accepted → acknowledge; refused → bisect, then set aside; later → keep and try again, `far` with the long delay.
 */
export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly far?: boolean }

/** Sends one request. `answer` may come late, twice or never. Returns what gives the request up. */
export type Send = (
  events: readonly ConsumeCoupon[],
  answer: (outcome: Outcome) => void,
) => () => void

/** Time in milliseconds, chance in [0, 1). `after` returns what cancels it. */
export interface Clock {
  now(): number
  random(): number
  after(ms: number, run: () => void): () => void
}
