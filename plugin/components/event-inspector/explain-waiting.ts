import type { EventRow } from './event-row'
import { isQueued } from './is-queued'

/**
 * Says of the rows (oldest first) which of them wait for something else than their turn: for the user, or for an earlier
 * event of their order.
 */
export const explainWaiting = (rows: Iterable<EventRow>): void => {
  /** The action that holds back the others of an order. */
  const held = new Map<string | undefined, string>()
  for (const row of rows) {
    const { order_id, sub_order_id, action_type, wx_user } = row.event?.props ?? {}
    const order = order_id ?? sub_order_id
    if (!action_type) continue
    row.behind = isQueued(row) && (held.get(order) ?? action_type) !== action_type
    const isNameless = isQueued(row) && !wx_user?.open_id
    if (row.behind || isNameless) {
      row.state = isNameless ? 'waiting' : 'pending'
      row.reason = undefined
    }
    if (isNameless || row.state === 'refused') held.set(order, action_type)
  }
}
