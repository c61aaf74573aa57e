import { VERSION } from '../version'
import type { ActionType } from './action-type'
import type { ConsumeCoupon } from './consume-coupon'
import type { Context } from './context'
import type { Issue } from './issue'
import type { OrderChange } from './order-change'
import { is, object, parse } from './schema'

/** What an event cannot be without, and what the merchant does for it. */
const Known = object({
  page: is('page() or wrapPage()', Boolean),
  chan: object({ chan_wxapp_scene: is('appShow(options)', (scene) => scene !== undefined) }),
  wx_user: object({ app_id: is('init({wxAppId})', Boolean) }),
})

/**
 * One event per coupon on the order. An event that would lack something is not among `events`; what it lacks is
 * among `issues`. An event without `open_id` is well: it waits for `setUser`. `now` in ms.
 *
 * The event's id is derived and not random: the same change told twice is the same event, and a retry carries the
 * same id, so a collector can drop what it already has.
 */
export const consumeCoupons = (
  { coupons, component, time, order_id, sub_order_id }: OrderChange,
  action_type: ActionType,
  context: Context,
  now: number,
): { events: ConsumeCoupon[]; issues: Issue[] } => {
  const events: ConsumeCoupon[] = []
  const issues = coupons.length ? parse(Known, context).issues : []
  if (!issues.length)
    coupons.forEach((use, index) => {
      const { coupon_id, coupon_deduction, sub_order_id: own, ...coupon_instance } = use
      const orders = [order_id, sub_order_id, own].filter(Boolean)
      const [order] = orders
      if (orders.length !== 1) {
        issues.push({
          path: own ? `coupons[${index}].sub_order_id` : 'order_id',
          expected: 'exactly one of order_id and sub_order_id',
          received: orders.join(' and ') || 'undefined',
        })
        return
      }
      // Values that are not there stand as undefined, and JSON leaves them out; nothing is missing (see above).
      events.push({
        type: 'consume_coupon',
        props: {
          action_type,
          coupon: { coupon_id, external: true },
          coupon_instance,
          order_id,
          sub_order_id: order_id ? undefined : order,
          coupon_deduction,
          ...context,
          sr_sdk_version: VERSION,
          time: String(time ?? now),
          component: component ?? context.component,
          extra: { event_id: `${action_type}/${order}/${use.coupon_ins_id}` },
        },
      } as ConsumeCoupon)
    })
  return { events, issues }
}
