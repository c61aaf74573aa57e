import { VERSION } from '../version'
import type { ActionType } from './action-type'
import type { ConsumeCoupon } from './consume-coupon'
import type { Context } from './context'
import type { Issue } from './issue'
import type { OrderChange } from './order-change'

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
  const issues: Issue[] = []
  const miss = (path: string, expected: string, received = 'undefined') =>
    issues.push({ path, expected, received })
  if (!coupons.length) return { events, issues }
  const { page, page_title, chan, wx_user } = context
  if (!page) miss('page', 'a page wrapped with page() or wrapPage()')
  if (chan.chan_wxapp_scene === undefined) miss('chan.chan_wxapp_scene', 'appShow(options)')
  if (!wx_user.app_id) miss('wx_user.app_id', 'init({wxAppId})')
  if (issues.length) return { events, issues }

  coupons.forEach((use, index) => {
    const orders = [order_id, sub_order_id, use.sub_order_id].filter(Boolean)
    if (orders.length !== 1) {
      const path = use.sub_order_id ? `coupons[${index}].sub_order_id` : 'order_id'
      const expected = 'exactly one of order_id and sub_order_id'
      miss(path, expected, orders.join(' and ') || undefined)
      return
    }
    // Values that are not there stand as undefined, and JSON leaves them out; nothing is missing (see above).
    events.push({
      type: 'consume_coupon',
      props: {
        action_type,
        coupon: { coupon_id: use.coupon_id, external: true },
        coupon_instance: {
          coupon_ins_id: use.coupon_ins_id,
          coupon_ins_name: use.coupon_ins_name,
        },
        order_id,
        sub_order_id: order_id ? undefined : orders[0],
        coupon_deduction: use.coupon_deduction,
        page,
        page_title,
        sr_sdk_version: VERSION,
        time: String(time ?? now),
        wx_user,
        chan,
        component: component ?? context.component,
        extra: { event_id: `${action_type}/${orders[0]}/${use.coupon_ins_id}` },
      },
    } as ConsumeCoupon)
  })
  return { events, issues }
}
