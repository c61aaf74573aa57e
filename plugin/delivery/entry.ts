import { attempt } from '../attempt'
import type { ConsumeCoupon } from '../event/consume-coupon'
import { fingerprint } from './fingerprint'
import type { Refusal } from './refusal'

/**
 * One event that waits. `at`: when it was told, in ms. `seq`: the number of the record that holds it on the phone,
 * 0 while it is in memory only. `bytes`: its share of that record. `refusal`: it is set aside.
 */
export interface Entry {
  readonly id: string
  readonly fp: string
  readonly event: ConsumeCoupon
  readonly at: number
  refusal: Refusal | undefined
  seq: number
  bytes: number
}

/** Throws on what is not an event. */
export const toEntry = (event: ConsumeCoupon, at: number, refusal?: Refusal): Entry => {
  const { wx_user, extra } = event.props
  const id = (wx_user && extra?.['event_id']) as string
  return { id, fp: fingerprint(id), event, at, refusal, seq: 0, bytes: 0 }
}

/** The record of one `trackOrder` call, as it stands on the phone. */
export const encode = (entries: readonly Entry[]): string =>
  JSON.stringify(entries.map(({ event, at, refusal }) => [event, at, refusal]))

/** None: what stands there is not a record; it is half written, or somebody edited it. */
export const decode = (text = '[]'): Entry[] =>
  attempt(
    () => (JSON.parse(text) as Parameters<typeof toEntry>[]).map((parts) => toEntry(...parts)),
    [],
  )
