import type { Backlog } from './measure-backlog'
import type { Delivery } from './measure-delivery'
import type { Kill } from './measure-kill'
import type { LaunchCost } from './measure-launch'
import type { Lifecycles } from './measure-lifecycles'
import type { Login } from './measure-login'
import type { Restart } from './measure-restart'
import type { StorageCost } from './measure-storage'
import type { TrackAtBacklog } from './measure-track-at-backlog'
import type { Quantiles } from './quantiles'

/** By contestant. */
export type Each<T> = Readonly<Record<string, T>>

/** What the fake clock decides: the same in each run. */
export interface Counted {
  readonly deliveries: readonly { readonly fault: string; readonly each: Each<Delivery> }[]
  readonly kills: readonly (Kill & { readonly survivors: Each<number> })[]
  readonly backlog: Each<Backlog>
  /** With a collector that is ill when the network returns. */
  readonly illBacklog: Each<Backlog>
  readonly storage: Each<StorageCost>
  readonly launch: Each<LaunchCost>
  readonly restart: Each<Restart>
}

/** What the machine decides. */
export interface Timed {
  readonly track: Each<Quantiles>
  /** Of a process, in ns. */
  readonly firstCall: Each<number>
  readonly lifecycles: Each<Lifecycles>
  /** Of ours only. */
  readonly trackAtBacklog: TrackAtBacklog
  readonly login: Login
}

export type Results = Counted & Timed
