import { custom, type InferOutput, literal, optional, picklist, pipe } from 'valibot'
import { ACTION_TYPES } from './action-type'
import { chanEntries } from './chan'
import { Component } from './component'
import { deduction } from './deduction'
import { extra, fields } from './fields'
import { needs } from './needs'
import { rule } from './rule'
import { text } from './text'
import { userEntries } from './wx-user'

const chan = fields({
  chan_wxapp_scene: custom<number>(Number.isInteger, 'an integer'),
  chan_refer_app_id: optional(text),
  ...chanEntries,
})

const props = fields({
  action_type: picklist(ACTION_TYPES),
  // The batch. `external` says that its data come from the merchant's own system.
  coupon: fields({ coupon_id: text, external: literal(true) }),
  // The one piece of it that was given to this user.
  coupon_instance: fields({ coupon_ins_id: text, coupon_ins_name: text }),
  order_id: optional(text),
  sub_order_id: optional(text),
  coupon_deduction: optional(deduction),
  page: custom<string>((path) => /^[^/]/.test(String(path ?? '')), 'a path without a leading /'),
  page_title: optional(text),
  sr_sdk_version: optional(text),
  time: custom<string>(
    (time) => typeof time === 'string' && /^\d{13}$/.test(time),
    '13 digits: milliseconds',
  ),
  wx_user: fields({ app_id: text, local_id: optional(text), ...userEntries }),
  chan: pipe(chan, needs<InferOutput<typeof chan>>('chan_shop_id', 'chan_shop_name')),
  component: optional(Component),
  extra,
})

/**
 * The whole of the vendor's table, as one event goes on the wire. (The newer DataNexus edition of
 * `consume_coupon` has no `action_type`; this is the first edition.) The plugin builds events from parts that were
 * checked by the same fields; a property test holds it to this schema, and so does every collector of ours.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon.
 */
export const ConsumeCoupon = fields({
  type: literal('consume_coupon'),
  props: pipe(
    props,
    rule<InferOutput<typeof props>>(
      'order_id',
      'exactly one of order_id and sub_order_id',
      ({ order_id, sub_order_id }) => !order_id !== !sub_order_id,
    ),
  ),
})
export type ConsumeCoupon = InferOutput<typeof ConsumeCoupon>
