import { ACTION_TYPES, type ActionType } from './action-type'
import { chanFields, shopRule } from './chan'
import { is, object, optional, type Output } from './schema'
import { component, deduction, extra, text } from './values'
import { userFields } from './wx-user'

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
      wx_user: object({ app_id: text, local_id: optional(text), ...userFields }),
      chan: object(
        {
          chan_wxapp_scene: is<number>('an integer', Number.isInteger),
          chan_refer_app_id: optional(text),
          ...chanFields,
        },
        shopRule,
      ),
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
