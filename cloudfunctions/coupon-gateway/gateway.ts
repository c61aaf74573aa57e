import type { UserCoupon } from './coupon-engine/coupon'
import type { Caller, Rejected, Role } from './lib/authorize'
import type { Metrics } from './lib/metrics'
import type { Unconfigured } from './lib/outcome'
import type { Ports } from './lib/ports'
import type { Sessions } from './lib/sessions'
import type { Settings } from './lib/settings'
import type { PortsOf, Timing, Upstreams } from './lib/upstreams'
import type { Store } from './store/store'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. A route without it does not start. */
    role?: Role
  }
  interface FastifyRequest {
    caller: Caller
    rejection: Rejected | Unconfigured | null
  }
}

/** What the gateway runs on. `catalogue` is what COUPON_CATALOG names, read and checked. */
export interface Gateway {
  readonly settings: Settings
  readonly ports: Ports
  readonly catalogue?: readonly UserCoupon[] | undefined
  /** Absent: the routes that need one say so. */
  readonly store?: Store | undefined
  /** Those that the store works with. Absent: none but the application calls a vendor. */
  readonly upstreams?: Upstreams | undefined
  readonly timing?: Timing
  /** Memory, CPU and event loop in /metrics too: once for each process. */
  readonly watchProcess?: boolean
  /** Sessions of users whom the platform vouches for, made and used in this process. */
  readonly platform?: Sessions
}

/** What the routes work with. */
export interface Services extends Gateway {
  /** Absent: no GATEWAY_SESSION_SECRET is set. */
  readonly sessions: Sessions | undefined
  /** The outside, with the vendor behind its guards: what the work for a vendor gets. */
  readonly portsOf: PortsOf
  readonly metrics: Metrics
  /** Aborted when the gateway shuts down: what is long stops where it can be gone on from. */
  readonly stopping: AbortSignal
}
