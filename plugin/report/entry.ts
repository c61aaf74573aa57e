import type { ConsumeCoupon } from '../event/consume-coupon'
import { fingerprint } from './fingerprint'
import { json } from './json'

/**
 * One event that waits. `at`: when it was told, in ms. `seq`: the number of the record that holds it on the phone,
 * undefined while it is in memory only. `bytes`: its share of that record.
 */
export interface Entry {
  readonly id: string
  readonly fp: string
  readonly at: number
  event: ConsumeCoupon
  seq: number | undefined
  bytes: number
}

export const toEntry = (event: ConsumeCoupon, at: number, seq?: number, bytes = 0): Entry => {
  const id = String(event.props.extra?.['event_id'])
  return { id, fp: fingerprint(id), at, event, seq, bytes }
}

/** The record of one `trackOrder` call. */
export const encode = (entries: readonly Entry[]): string =>
  JSON.stringify({ at: entries[0]?.at, events: entries.map(({ event }) => event) })

/** undefined: what stands there is not a record. */
export const decode = (text: string, seq: number): Entry[] | undefined => {
  const { at, events } = json<{ at: number; events: ConsumeCoupon[] }>(text) ?? {}
  if (!at || !Array.isArray(events)) return undefined
  const bytes = text.length / events.length
  const sound = events.every((event) => event?.props?.wx_user && event.props.extra?.['event_id'])
  return sound ? events.map((event) => toEntry(event, at, seq, bytes)) : undefined
}
