import { changeOf } from '../../../plugin/event/consume-coupon'
import type { Order } from './order-list'
import { column } from './reported-event'

/** How one thing that happened stands in the merchant's list and among what Youshu accepted. */
export type Verdict = 'matched' | 'missing' | 'unexpected' | 'differing' | 'waiting' | 'refused'

/** A row of the list, an event, or both that belong together. */
export interface Row {
  readonly place: number | null
  readonly order_key: string
  readonly coupon_ins_id: string
  readonly action_type: string
  readonly event_id: string | null
  readonly expected: number | null
  readonly received: number | null
  readonly verdict: Verdict
}

/** An event of a day's orders, and what became of it. */
export interface Found extends Pick<
  Row,
  'order_key' | 'coupon_ins_id' | 'action_type' | 'received'
> {
  readonly event_id: string
  readonly state: string
  readonly of_the_day: boolean
}

/** The order as events name it. */
export const keyOf = ({ order_id, sub_order_id }: Order): string =>
  column(order_id ?? sub_order_id) ?? ''

const givenOf = (order: Order, at: number) => {
  const { order_id, sub_order_id, coupon_ins_id, change_id } = order
  const use = { order_id, sub_order_id, coupon_ins_id }
  const { id } = changeOf(use, order.status)
  return {
    place: at + 1,
    order_key: keyOf(order),
    coupon_ins_id: column(order.coupon_ins_id) ?? '',
    action_type: order.status,
    expected: order.coupon_deduction ?? null,
    /** The event that a change of this name has. */
    own:
      change_id === undefined
        ? undefined
        : column(changeOf({ ...use, change_id }, order.status).id),
    /** How those of other changes begin. */
    others: `${id}/`,
  }
}
type Given = ReturnType<typeof givenOf>

const verdictOf = ({ expected }: Given, found: Found | undefined): Verdict => {
  if (!found) return 'missing'
  const { state, received } = found
  if (state === 'waiting') return 'waiting'
  if (state !== 'accepted') return 'refused'
  const differs = expected !== null && !(received !== null && Math.abs(expected - received) < 0.005)
  return differs ? 'differing' : 'matched'
}

/**
 * Finds each row's event. One order may change the same coupon twice, as two partial refunds do, also on two days: first
 * goes what has the name of the change, then the first of the day with the first. An event of another day is taken last,
 * and not where it has the name of another change than the row.
 */
export const pair = (orders: readonly Order[], found: readonly Found[]): Row[] => {
  const thing = ({ order_key, coupon_ins_id, action_type }: Given | Found) =>
    JSON.stringify([order_key, coupon_ins_id, action_type])
  const free = new Map<string, Found[]>()
  for (const event of found) {
    const same = free.get(thing(event))
    if (same) same.push(event)
    else free.set(thing(event), [event])
  }
  const given = orders.map(givenOf)
  const pairs = new Map<Given, Found>()
  const take = (fits: (row: Given, event: Found) => boolean) => {
    for (const row of given) {
      if (pairs.has(row)) continue
      const events = free.get(thing(row)) ?? []
      const at = events.findIndex((event) => fits(row, event))
      for (const event of at < 0 ? [] : events.splice(at, 1)) pairs.set(row, event)
    }
  }
  take(({ own }, { event_id }) => own === event_id)
  take((_, { of_the_day }) => of_the_day)
  take(({ own, others }, { event_id }) => own === undefined || !event_id.startsWith(others))
  const unexpected = [...free.values()].flat().filter(({ of_the_day }) => of_the_day)
  return [
    ...given.map((row) => {
      const event = pairs.get(row)
      const { event_id = null, received = null } = event ?? {}
      return { ...row, event_id, received, verdict: verdictOf(row, event) }
    }),
    ...unexpected.map((event) => ({
      ...event,
      place: null,
      expected: null,
      verdict: 'unexpected' as const,
    })),
  ]
}
