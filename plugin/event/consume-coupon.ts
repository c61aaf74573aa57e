import { Chan, component, type Context, extra, WxUser } from './context'
import { is, type Issue, list, object, optional, type Output, parse, text } from './schema'

/** What can happen to a coupon. Source: Tencent Youshu, consume_coupon, action_type. */
export type ActionType = 'pre_consume' | 'consume' | 'refund_consume'

/**
 * The vendor's own table. The newer Youshu documents read `pay` as "payment started" and add `payed`:
 * merchants who follow those pass `{pay: null, payed: 'consume'}` to `init`.
 */
export const DEFAULT_ACTION_TYPES: Readonly<Record<string, ActionType>> = {
  give_order: 'pre_consume',
  pay: 'consume',
  refund: 'refund_consume',
}

/** All of them: the vendor's table has an order status for each. */
export const ACTION_TYPES: readonly ActionType[] = Object.values(DEFAULT_ACTION_TYPES)

/**
 * What the coupon takes off, in yuan (not fen); on a sub-order, the share that falls on it.
 * Source: Tencent Youshu, consume_coupon, coupon_deduction.
 */
const deduction = is<number>(
  'a number of yuan, 0 or more',
  (value) => Number.isFinite(value) && Number(value) >= 0,
)

/**
 * What the merchant tells when an order moves. Exactly one of `order_id` and `sub_order_id`, here or on the coupon.
 * A coupon is its batch (`coupon_id`), the piece given to the user, and what it took off in yuan.
 * `time` is in milliseconds.
 */
export const OrderChange = object({
  order_status: text,
  order_id: optional(text),
  sub_order_id: optional(text),
  coupons: list(
    object({
      coupon_id: text,
      coupon_ins_id: text,
      coupon_ins_name: text,
      coupon_deduction: optional(deduction),
      sub_order_id: optional(text),
    }),
  ),
  component,
  time: optional(
    is<number>(
      'milliseconds in 13 digits',
      (time) => typeof time === 'number' && /^\d{13}$/.test(`${time}`),
    ),
  ),
})
export type OrderChange = Output<typeof OrderChange>

/**
 * The whole of the vendor's table, as one event goes on the wire. (The newer DataNexus edition of
 * `consume_coupon` has no `action_type`; this is the first edition.) The plugin builds events from parts that were
 * checked by the same fields; a property test holds it to this schema, and so does every collector of ours.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon.
 */
export const ConsumeCoupon = object({
  type: is<'consume_coupon'>('"consume_coupon"', (type) => type === 'consume_coupon'),
  props: object(
    {
      action_type: is<ActionType>(ACTION_TYPES.join(', '), (type) =>
        ACTION_TYPES.some((known) => known === type),
      ),
      // The batch. `external` says that its data come from the merchant's own system.
      coupon: object({
        coupon_id: text,
        external: is<true>('true', (external) => external === true),
      }),
      // The one piece of it that was given to this user.
      coupon_instance: object({ coupon_ins_id: text, coupon_ins_name: text }),
      order_id: optional(text),
      sub_order_id: optional(text),
      coupon_deduction: optional(deduction),
      page: is<string>(
        'a path without a leading /',
        (page) => typeof page === 'string' && /^[^/]/.test(page),
      ),
      page_title: optional(text),
      sr_sdk_version: optional(text),
      time: is<string>(
        '13 digits: milliseconds',
        (time) => typeof time === 'string' && /^\d{13}$/.test(time),
      ),
      wx_user: WxUser,
      chan: Chan,
      component,
      extra,
    },
    [
      'order_id',
      'exactly one of order_id and sub_order_id',
      ({ order_id, sub_order_id }) => !order_id !== !sub_order_id,
    ],
  ),
})
export type ConsumeCoupon = Output<typeof ConsumeCoupon>

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
  { coupons, time, order_id, sub_order_id, ...given }: OrderChange,
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
          time: String(time ?? now),
          component: given.component ?? context.component,
          extra: { event_id: `${action_type}/${order}/${use.coupon_ins_id}` },
        },
      } as ConsumeCoupon)
    })
  return { events, issues }
}
