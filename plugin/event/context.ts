import { fail, is, list, MAX_TEXT, mend, object, optional, type Schema, text } from './schema'

/** A person's label. Source: Tencent Youshu, consume_coupon, wx_user.tag. */
export interface Tag {
  tag_id: string
  tag_name: string
}

/**
 * Who did it, as the merchant gives it to `setUser`. Source: Tencent Youshu, consume_coupon, 公共属性 wx_user.
 */
export interface User {
  /** The user's id in this mini-program. */
  open_id: string
  /** The user's id at the merchant. */
  user_id?: string
  union_id?: string
  /** The user's id in Youshu. Default: a random UUID of this phone. */
  local_id?: string
  tag?: Tag[]
  extra?: Record<string, unknown>
}

/** The merchant's own channel: level 4 is the finest, and each coarser level needs the one below it. */
export interface CustomChannel {
  chan_custom_id: string
  chan_custom_id_desc: string
  chan_custom_cat_3?: string
  chan_custom_cat_3_desc?: string
  chan_custom_cat_2?: string
  chan_custom_cat_2_desc?: string
  chan_custom_cat_1?: string
  chan_custom_cat_1_desc?: string
}

/**
 * The part of the channel that only the merchant knows; scene and referrer are captured.
 * Source: Tencent Youshu, consume_coupon, 渠道维度 chan.
 */
export interface Channel {
  chan_id?: string
  /** Needs `chan_shop_name`. */
  chan_shop_id?: string
  chan_shop_name?: string
  chan_custom?: CustomChannel
  extra?: Record<string, unknown>
}

/** The element of the view where it happened. Source: Tencent Youshu, consume_coupon, component. */
export interface Component {
  component_id?: string
  component_name?: string
}

/** What can happen to a coupon. Source: Tencent Youshu, consume_coupon, action_type. */
export type ActionType = 'pre_consume' | 'consume' | 'refund_consume'

/** The user and the channel as they go on the wire. */
export interface WxUser extends User {
  app_id: string
}
export interface Chan extends Channel {
  chan_wxapp_scene: number
  chan_refer_app_id?: string
}

/**
 * Where, by which channel, by whom and when: the public attributes of an event, as captured at one moment and never
 * changed afterwards. What is not known is absent.
 */
export interface Context {
  readonly page?: string | undefined
  readonly page_title?: string | undefined
  readonly chan: Readonly<Partial<Chan>>
  readonly component?: Readonly<Component> | undefined
  readonly wx_user: Readonly<Partial<WxUser>>
}
/** An event of either edition, as it goes on the wire once its context is complete. */
export interface CouponEvent {
  readonly type: 'consume_coupon' | 'expose_coupon' | 'trigger_coupon' | 'get_coupon'
  readonly props: Context & {
    readonly action_type?: ActionType
    readonly coupon?: { readonly coupon_id: string; readonly [other: string]: unknown }
    readonly coupon_instance?: { readonly coupon_ins_id: string; readonly coupon_ins_name: string }
    readonly coupon_batch?: {
      readonly coupon_batch_id: string
      readonly coupon_batch_name: string
    }
    readonly coupon_package?: {
      readonly coupon_package_id: string
      readonly coupon_package_name: string
    }
    readonly order_id?: string | undefined
    readonly sub_order_id?: string | undefined
    readonly coupon_deduction?: number | undefined
    readonly sr_sdk_version?: string
    readonly time: string
    readonly extra: { readonly event_id: string; readonly [other: string]: unknown }
  }
}

/** `extra` objects: whatever the merchant wants to see again in Youshu, as it is at this moment. */
const jsonSchema: Schema<Record<string, unknown>> = (value, path, reading) => {
  let copy: unknown
  try {
    const json = JSON.stringify(value)
    if (json.length > MAX_TEXT && !reading.strict)
      return fail(reading, path, `an object of at most ${MAX_TEXT} characters as JSON`, value)
    copy = JSON.parse(json, (_, item: unknown) => (typeof item === 'string' ? mend(item) : item))
  } catch {
    // A cycle, a BigInt, a function: nothing that could be sent.
  }
  return typeof copy === 'object' && copy && !Array.isArray(copy)
    ? (copy as Record<string, unknown>)
    : fail(reading, path, 'an object', value)
}
export const extra = optional(jsonSchema)

/** What both forms of the user share: what the merchant gives, and what goes on the wire. */
export const userFields = {
  open_id: text,
  user_id: optional(text),
  union_id: optional(text),
  local_id: optional(text),
  tag: optional(list(optional(object({ tag_id: text, tag_name: text })))),
  extra,
}
export const userSchema = object(userFields)

/** WeChat's scene: a number, or its digits. */
export const scene = is<number>('an integer', Number.isInteger, (value) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
)
/** What App.onShow and wx.getEnterOptionsSync give of the channel; `query` is anybody's, a QR code's too. */
export const entrySchema = object({
  scene: optional(scene),
  referrerInfo: optional(object({ appId: optional(text) })),
})
