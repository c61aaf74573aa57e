import type { Caller } from './caller'
import type { Reply } from './reply'

/** One address of the gateway: who may call it, how much it reads, and what it answers. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly who: 'anyone' | 'operator' | 'session'
  readonly maxBytes: number
  readonly answer: (input: unknown, caller: Caller) => Promise<Reply> | Reply
}

/** A cart of hundreds of lines is below this. */
export const SMALL = 64 * 1024
/** Several thousand coupon batches in one push. */
export const LARGE = 8 * 1024 * 1024
