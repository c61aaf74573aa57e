import type { Issue } from './check'

/** The vendors' systems that the gateway calls. */
export const SYSTEMS = ['youshu', 'wechat', 'zvcms'] as const
export type System = (typeof SYSTEMS)[number]

/** Done. `warnings` are things that went through and that should be looked at. */
export interface Done<T> {
  readonly kind: 'done'
  readonly value: T
  readonly warnings?: readonly Issue[]
}

/** The caller's input breaks a rule of the vendor's table; nothing was sent. → 422 */
export interface Invalid {
  readonly kind: 'invalid'
  readonly issues: readonly Issue[]
}

/**
 * The upstream refused, or did not answer. → 502
 * `code` and `message` are the upstream's own; without an answer the code is the reason (`timeout`, `http_503`).
 */
export interface Upstream {
  readonly kind: 'upstream'
  readonly system: System
  readonly code: number | string
  readonly message: string
  /** In words, where the upstream's documents explain the code. */
  readonly meaning?: string
  /** The same request may succeed later. */
  readonly retryable: boolean
}

/** A variable that this route needs is not set. → 503 */
export interface Unconfigured {
  readonly kind: 'unconfigured'
  readonly variable: string
}

/** How anything that the gateway does can end. Nothing throws. */
export type Outcome<T> = Done<T> | Invalid | Upstream | Unconfigured

/** It is done; without warnings the field is absent. */
export const done = <T>(value: T, warnings: readonly Issue[] = []): Done<T> =>
  warnings.length ? { kind: 'done', value, warnings } : { kind: 'done', value }

/** The input breaks these rules. */
export const invalid = (issues: readonly Issue[]): Invalid => ({ kind: 'invalid', issues })

/** This variable is missing. */
export const unconfigured = (variable: string): Unconfigured => ({ kind: 'unconfigured', variable })
