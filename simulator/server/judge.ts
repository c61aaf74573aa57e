import { check } from '../../plugin/event/check'
import { ConsumeCoupon } from '../../plugin/event/consume-coupon'
import type { SeenEvent } from '../seen'

interface Identified {
  readonly props?: { readonly extra?: { readonly event_id?: unknown } }
}

const idOf = (event: unknown) => {
  const id = (event as Identified | null)?.props?.extra?.event_id
  return typeof id === 'string' ? id : undefined
}

/** Each event of a body (one object, or an array of them), checked by the plugin's own schema of seed 000. */
export const judge = (body: unknown, stored: ReadonlySet<string>): SeenEvent[] => {
  const before = new Set(stored)
  return (Array.isArray(body) ? body : [body]).map((event: unknown) => {
    const issues = check(ConsumeCoupon, event)
    const event_id = idOf(event)
    if (event_id === undefined) return { event, duplicate: false, issues }
    const duplicate = before.has(event_id)
    before.add(event_id)
    return { event, event_id, duplicate, issues }
  })
}
