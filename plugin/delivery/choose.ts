import type { Entry } from './entry'
import { isAside, waitOf } from './refusal'

/**
 * The oldest events that are ready, else one that was refused and is to be tried again. An event that must wait holds
 * back the later changes of its order.
 */
export const choose = (
  queue: readonly Entry[],
  limit: number,
  now: number,
): [batch: Entry[], wait: number] => {
  const ready: Entry[] = []
  const held = new Map<string | undefined, string>()
  let due: Entry | undefined
  /** How long until the next refused one is to be tried, in ms. */
  let wait = Infinity
  for (const entry of queue) {
    const { event, refusal } = entry
    const { action_type, order_id = event.props.sub_order_id, wx_user } = event.props
    if (ready.length === limit) break
    if ((held.get(order_id) ?? action_type) !== action_type) continue
    if (!refusal && wx_user.open_id) ready.push(entry)
    else if (!refusal || !isAside(refusal)) held.set(order_id, action_type)
    const ms = refusal ? waitOf(refusal, now) : wait
    if (ms >= wait) continue
    wait = ms
    due = entry
  }
  return [due && !wait && !ready.length ? [due] : ready, wait]
}
