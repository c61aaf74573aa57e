import { is, list, object, optional, type Output, text } from './schema'

/** `extra` objects: whatever the merchant wants to see again in Youshu, as it is at this moment. */
export const extra = optional<Record<string, unknown>>((value, path, report) => {
  let copy: unknown
  try {
    copy = JSON.parse(JSON.stringify(value))
  } catch {
    // A cycle, a BigInt, a function: nothing that could be sent.
  }
  if (typeof copy !== 'object' || Array.isArray(copy)) report(path, 'an object', value)
  return copy as Record<string, unknown>
})

/** The element of the view where it happened. Source: Tencent Youshu, consume_coupon, component. */
const Component = object({ component_id: optional(text), component_name: optional(text) })
export type Component = Output<typeof Component>
export const component = optional(Component)

/** What both forms of the user share: what the merchant tells, and what goes on the wire. */
const userFields = {
  open_id: text,
  user_id: optional(text),
  union_id: optional(text),
  tag: optional(list(object({ tag_id: text, tag_name: text }))),
  extra,
}

/**
 * Who did it, as the merchant tells it through `setUser`; `open_id` is the user's id in this mini-program.
 * Source: Tencent Youshu, consume_coupon, 公共属性 wx_user.
 */
export const User = object(userFields)
export type User = Output<typeof User>

/** The vendor's rules of the form "B must exist if A exists". */
const needs = <A extends string, B extends string>(a: A, b: B) =>
  [b, `given with ${a}`, (value: { [K in A | B]?: unknown }) => !value[a] || !!value[b]] as const

/** What both forms of the channel share: what the merchant tells, and what goes on the wire. */
const chanFields = {
  chan_id: optional(text),
  chan_shop_id: optional(text),
  chan_shop_name: optional(text),
  // Level 4 is the finest; each coarser level only classifies the level below it, which must be there.
  chan_custom: optional(
    object(
      {
        chan_custom_id: text,
        chan_custom_id_desc: text,
        chan_custom_cat_3: optional(text),
        chan_custom_cat_3_desc: optional(text),
        chan_custom_cat_2: optional(text),
        chan_custom_cat_2_desc: optional(text),
        chan_custom_cat_1: optional(text),
        chan_custom_cat_1_desc: optional(text),
      },
      needs('chan_custom_cat_3', 'chan_custom_cat_3_desc'),
      needs('chan_custom_cat_2', 'chan_custom_cat_2_desc'),
      needs('chan_custom_cat_1', 'chan_custom_cat_1_desc'),
      needs('chan_custom_cat_2', 'chan_custom_cat_3'),
      needs('chan_custom_cat_1', 'chan_custom_cat_2'),
    ),
  ),
  extra,
}

const shopRule = needs('chan_shop_id', 'chan_shop_name')

/**
 * The part of the channel that the merchant tells through `setChan`; the rest is captured.
 * Source: Tencent Youshu, consume_coupon, 渠道维度 chan.
 */
export const Channel = object(chanFields, shopRule)
export type Channel = Output<typeof Channel>

/** The channel as it goes on the wire: scene and referrer are captured. */
export const Chan = object(
  {
    chan_wxapp_scene: is<number>('an integer', Number.isInteger),
    chan_refer_app_id: optional(text),
    ...chanFields,
  },
  shopRule,
)
export type Chan = Output<typeof Chan>

/** The user as it goes on the wire. */
export const WxUser = object({ app_id: text, local_id: optional(text), ...userFields })

/**
 * Where, by which channel and by whom: the public attributes of an event, as captured at one moment.
 * What is not known is absent; only `open_id` may still come later, through `setUser`.
 */
export interface Context {
  readonly page?: string | undefined
  readonly page_title?: string | undefined
  readonly sr_sdk_version?: string | undefined
  readonly chan: Partial<Chan>
  readonly component?: Component | undefined
  readonly wx_user: Partial<User> & {
    readonly app_id?: string | undefined
    readonly local_id?: string | undefined
  }
}
