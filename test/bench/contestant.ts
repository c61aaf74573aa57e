import type { LoadedApp } from './load'
import type { Request } from './network'

/** An event as the collector sees it: its coupon, and the id that a retry carries again, if there is one. */
interface Seen {
  readonly id: string
  readonly key: string | undefined
}

interface RunningSdk {
  /** Tells that the coupon with this `coupon_ins_id` was used. */
  readonly track: (id: string) => void
  /** What the contestant itself says that it has set aside, where it says so. */
  readonly setAside?: () => readonly { readonly reason: string }[]
  readonly retrySetAside?: () => void
  /** The merchant's page, defined as this contestant wants it. */
  readonly definePage: (page: object) => void
}

/** One of the SDKs that are compared, unmodified, set up as its documents say. */
export interface Contestant {
  readonly name: string
  readonly title: string
  /** The code that a mini-program imports. */
  readonly code: string
  /** What app.js does with it. */
  readonly start: (app: LoadedApp) => RunningSdk
  /** What a request to the collector carries. */
  readonly events: (request: Request) => readonly Seen[]
  /** The answer to a request that is no report: the contestant's own configuration, login and the like. */
  readonly aside: (url: string) => object | undefined
  /** Whether it runs as a plugin, with the part of `wx` that plugins have. */
  readonly plugin: boolean
}
