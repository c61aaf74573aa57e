import {
  check,
  type InferOutput,
  literal,
  object,
  optional,
  picklist,
  pipe,
  record,
  string,
  unknown,
} from 'valibot'
import { ACTION_TYPES } from './action-type'
import { Chan } from './chan'
import { Component } from './component'
import { deduction } from './deduction'
import { exactlyOne } from './exactly-one'
import { text } from './text'
import { WxUser } from './wx-user'

const fields = object({
  action_type: picklist(ACTION_TYPES),
  // The batch. `external` says that its data come from the merchant's own system.
  coupon: object({ coupon_id: text, external: literal(true) }),
  // The one piece of it that was given to this user.
  coupon_instance: object({ coupon_ins_id: text, coupon_ins_name: text }),
  order_id: optional(text),
  sub_order_id: optional(text),
  coupon_deduction: optional(deduction),
  page: pipe(
    text,
    check((path) => path[0] !== '/', 'a path without a leading /'),
  ),
  page_title: optional(text),
  sr_sdk_version: optional(text),
  time: pipe(
    string(),
    check((time) => /^\d{13}$/.test(time), '13 digits: milliseconds'),
  ),
  wx_user: WxUser,
  chan: Chan,
  component: optional(Component),
  extra: optional(record(string(), unknown())),
})

/**
 * The whole of the vendor's table, as one event goes on the wire. (The newer DataNexus edition of
 * `consume_coupon` has no `action_type`; this is the first edition.)
 * Source: Tencent Youshu, 核销优惠券 consume_coupon.
 */
export const ConsumeCoupon = object({
  type: literal('consume_coupon'),
  props: pipe(fields, exactlyOne<InferOutput<typeof fields>>('order_id', 'sub_order_id')),
})
export type ConsumeCoupon = InferOutput<typeof ConsumeCoupon>
