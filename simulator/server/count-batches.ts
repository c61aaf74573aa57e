import type { Batch } from '../batch'
import type { SeenRequest } from '../seen'
import type { Youshu } from './youshu'

const COUNTED = {
  pre_consume: 'pre_consumed',
  consume: 'consumed',
  refund_consume: 'refunded',
} as const

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined,
    value,
  )

const isCounted = (action: unknown): action is keyof typeof COUNTED =>
  typeof action === 'string' && Object.hasOwn(COUNTED, action)

/** The batches in the order in which they were first uploaded, with what the stored events say of each. */
export const countBatches = (youshu: Youshu, requests: readonly SeenRequest[]): Batch[] => {
  const counts = new Map(
    youshu
      .batches()
      .map(({ coupon_id }) => [coupon_id, { pre_consumed: 0, consumed: 0, refunded: 0 }]),
  )
  const events = requests.filter(({ stored }) => stored).flatMap((request) => request.events)
  for (const { event, duplicate } of events) {
    const action = at(event, 'props', 'action_type')
    const coupon_id = at(event, 'props', 'coupon', 'coupon_id')
    const count = typeof coupon_id === 'string' ? counts.get(coupon_id) : undefined
    if (count && !duplicate && isCounted(action)) count[COUNTED[action]] += 1
  }
  const none = { pre_consumed: 0, consumed: 0, refunded: 0 }
  return youshu.batches().map((batch) => ({ ...batch, ...(counts.get(batch.coupon_id) ?? none) }))
}
