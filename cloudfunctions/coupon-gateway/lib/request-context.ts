import { AsyncLocalStorage } from 'node:async_hooks'
import type { Log } from './log'

/** What the work for a request may need of it, however deep it stands. */
export interface RequestContext {
  readonly id: string
  /** The caller's trace headers, to be passed on. */
  readonly trace: Readonly<Record<string, string>>
  /** Aborted when the caller hung up. */
  readonly gone: AbortSignal
  /** It only reads: a call in flight may be given up with its caller. A change is waited for, so that the log knows how it ended. */
  readonly isRead: boolean
  /** It is short, and goes on during a shutdown; other requests stop before their next call. */
  readonly isShort: boolean
  readonly log: Log
}

export const requestContext = new AsyncLocalStorage<RequestContext>()
