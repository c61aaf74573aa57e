import type { ConsumeCoupon } from '../../event/consume-coupon'
import type { Context } from '../../event/context'

/** One line of the plugin's journal, `at` in ms. */
export interface Entry {
  readonly happening:
    | 'queued'
    | 'duplicate'
    | 'invalid'
    | 'accepted'
    | 'refused'
    | 'later'
    | 'dropped'
    | 'unsaved'
    | 'error'
  readonly at: number
  readonly event_id: string | undefined
  readonly reason: string | undefined
  readonly event: ConsumeCoupon | undefined
}

/** What the inspector reads of `getStatus()`. `pending` and `refused` are there now, the other counts since the launch. */
export interface PluginStatus {
  readonly pending: number
  readonly refused: number
  readonly accepted: number
  readonly duplicate: number
  readonly invalid: number
  readonly dropped: number
  readonly unsaved: number
  readonly error: number
  /** Dropped events by reason. */
  readonly losses: Readonly<Record<string, number>>
  readonly quarantine: readonly { readonly id: string; readonly reason: string }[]
  /** The last entries, oldest first. */
  readonly recent: readonly Entry[]
  readonly context: Context
}
