import { chanFields, shopRule } from './channel'
import { deduction } from './consume-coupon'
import { type ActionType, type CouponEvent, extra, scene, userFields } from './context'
import { component, page } from './moment'
import { ACTION_TYPES } from './order-status'
import type { CouponActionType } from './coupon-actions'
import { is, object, optional, type Output, type Schema, text } from './schema'

// The vendor's tables as events go on the wire, for collectors and tests: the plugin itself builds events from parts
// that were read by the same fields.

const chanSchema = object(
  { chan_wxapp_scene: scene, chan_refer_app_id: optional(text), ...chanFields },
  shopRule,
)

/** The fields that every event of this vendor has. Source: Tencent Youshu, 公共属性. */
const commonFields = {
  page,
  page_title: optional(text),
  sr_sdk_version: optional(text),
  time: is<string>(
    '13 digits: milliseconds',
    (time) => typeof time === 'string' && /^\d{13}$/.test(time),
  ),
  wx_user: object({ app_id: text, ...userFields }),
  chan: chanSchema,
  extra,
}

/**
 * The whole of the vendor's table, as one event goes on the wire. A property test holds the plugin to it, and so does
 * every collector of ours.
 * Source: Tencent Youshu, 核销优惠券 consume_coupon.
 */
export const consumeCouponSchema = object({
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
      component,
      ...commonFields,
    },
    {
      key: 'order_id',
      expected: 'exactly one of order_id and sub_order_id',
      test: ({ order_id, sub_order_id }) => !order_id !== !sub_order_id,
    },
  ),
})
/** `consume_coupon` of the first edition, as it goes on the wire. */
export type ConsumeCoupon = Output<typeof consumeCouponSchema>

const batchSchema = object({ coupon_batch_id: text, coupon_batch_name: text })
const isExactly = <T extends string>(type: T) => is<T>(`"${type}"`, (given) => given === type)
const actionEvent = (type: CouponActionType) =>
  object({
    type: isExactly(type),
    props: object({
      coupon: optional(object({ coupon_id: text, coupon_name: text })),
      coupon_package: optional(object({ coupon_package_id: text, coupon_package_name: text })),
      coupon_batch: batchSchema,
      ...commonFields,
    }),
  })

/** The vendor's newer tables by the type of the event, as every collector of ours judges by them. */
export const datanexusSchemas: Readonly<Record<CouponEvent['type'], Schema<unknown>>> = {
  consume_coupon: object({
    type: isExactly('consume_coupon'),
    props: object({
      coupon: object({ coupon_id: text, coupon_name: text }),
      coupon_batch: optional(batchSchema),
      ...commonFields,
    }),
  }),
  expose_coupon: actionEvent('expose_coupon'),
  trigger_coupon: actionEvent('trigger_coupon'),
  get_coupon: actionEvent('get_coupon'),
}
