import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/wx-user'
import { fingerprint } from './fingerprint'

/**
 * One event that waits. `at`: when it was told, in ms. `seq`: the number of the record that holds it on the phone,
 * 0 while it is in memory only. `bytes`: its share of that record.
 */
export interface Entry {
  readonly id: string
  readonly fp: string
  readonly at: number
  event: ConsumeCoupon
  seq: number
  bytes: number
}

/** Throws on what is not an event. */
export const toEntry = (event: ConsumeCoupon, at: number): Entry => {
  const { wx_user, extra } = event.props
  const id = String(wx_user && extra?.['event_id'])
  return { id, fp: fingerprint(id), at, event, seq: 0, bytes: 0 }
}

/** Completes who it was. */
export const fill = (entry: Entry, user: Partial<User> & { local_id?: string }): void => {
  const { event } = entry
  const { props } = event
  entry.event = { ...event, props: { ...props, wx_user: { ...props.wx_user, ...user } } }
}

/** The record of one `trackOrder` call, as it stands on the phone. */
export const encode = (entries: readonly Entry[]): string =>
  JSON.stringify({ at: entries[0]?.at, events: entries.map(({ event }) => event) })

/** undefined: what stands there is not a record; it is half written, or somebody edited it. */
export const decode = (text: string): Entry[] | undefined => {
  try {
    const { at, events } = JSON.parse(text) as { at: number; events: ConsumeCoupon[] }
    return events.map((event) => toEntry(event, at))
  } catch {
    return undefined
  }
}
