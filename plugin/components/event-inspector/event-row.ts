import type { ConsumeCoupon } from '../../event/consume-coupon'
import type { Entry } from './plugin-status'

/** Where an event stands. `waiting` and `later` are pending too: without an open_id, after a failed request. */
export type RowState =
  | 'pending'
  | 'waiting'
  | 'later'
  | 'accepted'
  | 'refused'
  | 'dropped'
  | 'duplicate'
  | 'invalid'
  | 'error'

/** One event, or one complaint that belongs to no event. */
export interface EventRow {
  /** The event_id, or what tells complaints apart. */
  readonly key: string
  readonly event_id: string | undefined
  state: RowState
  /** When it was told, in ms. */
  at: number
  /** Why it stands so, in the collector's or the plugin's own words. */
  reason: string | undefined
  /** How often the same was told again. */
  repeats: number
  /** It is in memory only: a kill would lose it. */
  unsaved: boolean
  /** An earlier event of the same order has to get through first. */
  behind: boolean
  event: ConsumeCoupon | undefined
  /** The last journal entry that spoke of it. */
  last: Entry
}
