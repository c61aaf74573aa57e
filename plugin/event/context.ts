import { fail, is, type Issue, list, mend, object, optional, type Schema, text } from './schema'

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
export interface Moment extends Context {
  readonly sr_sdk_version: string
  /** 13 digits: milliseconds since 1970. */
  readonly time: string
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

/**
 * An event, and what the queue has to know of it. `group`: events of one group go in their order, those of one `step`
 * together; '': no group.
 */
export interface Draft {
  readonly id: string
  readonly group: string
  readonly step: string
  readonly event: CouponEvent
}

/** `extra` objects: whatever the merchant wants to see again in Youshu, as it is at this moment. */
const jsonSchema: Schema<Record<string, unknown>> = (value, path, reading) => {
  let copy: unknown
  try {
    copy = JSON.parse(JSON.stringify(value), (_, item: unknown) =>
      typeof item === 'string' ? mend(item) : item,
    )
  } catch {
    // A cycle, a BigInt, a function: nothing that could be sent.
  }
  return typeof copy === 'object' && copy && !Array.isArray(copy)
    ? (copy as Record<string, unknown>)
    : fail(reading, path, 'an object', value)
}
export const extra = optional(jsonSchema)

const componentSchema = object({ component_id: optional(text), component_name: optional(text) })
/** A text alone is the component's name. */
export const component = optional((value, path, reading) =>
  componentSchema(
    typeof value === 'string' && !reading.strict ? { component_name: value } : value,
    path,
    reading,
  ),
)

/** A path of the mini-program, perhaps with a query. */
export const page = is<string>(
  'a path without a leading /',
  (path) => typeof path === 'string' && /^[^/]/.test(path),
  (path) => (typeof path === 'string' ? path.replace(/^\/+/, '') : path),
)

/** What both forms of the user share: what the merchant gives, and what goes on the wire. */
const userFields = {
  open_id: text,
  user_id: optional(text),
  union_id: optional(text),
  local_id: optional(text),
  tag: optional(list(optional(object({ tag_id: text, tag_name: text })))),
  extra,
}
export const userSchema = object(userFields)
export const wxUserSchema = object({ app_id: text, ...userFields })

/** The vendor's rules of the form "B must exist if A exists". */
const needs = <A extends string, B extends string>(leaveOut: A, key: B) =>
  ({
    key,
    leaveOut,
    expected: `given with ${leaveOut}`,
    holds: (value: { [K in A | B]?: unknown }) => !value[leaveOut] || !!value[key],
  }) as const

const chanFields = {
  chan_id: optional(text),
  chan_shop_id: optional(text),
  chan_shop_name: optional(text),
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
export const channelSchema = object(chanFields, shopRule)

/** WeChat's scene: a number, or its digits. */
const scene = is<number>('an integer', Number.isInteger, (value) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
)
export const chanSchema = object(
  { chan_wxapp_scene: scene, chan_refer_app_id: optional(text), ...chanFields },
  shopRule,
)

/** What App.onShow and wx.getEnterOptionsSync give of the channel; `query` is anybody's, a QR code's too. */
export const entrySchema = object({
  scene: optional(scene),
  referrerInfo: optional(object({ appId: optional(text) })),
})

/** The fields that every event of this vendor has. Source: Tencent Youshu, 公共属性. */
export const commonFields = {
  page,
  page_title: optional(text),
  sr_sdk_version: optional(text),
  time: is<string>(
    '13 digits: milliseconds',
    (time) => typeof time === 'string' && /^\d{13}$/.test(time),
  ),
  wx_user: wxUserSchema,
  chan: chanSchema,
  extra,
}

/** What the events of a moment may lack, and what the merchant does for it; an `open_id` may take its time. */
const REMEDIES: Readonly<Record<string, readonly [path: string, expected: string]>> = {
  page: ['page', 'page() or wrapPage(), or a page in the call'],
  scene: ['chan.chan_wxapp_scene', 'appShow(options)'],
  app_id: ['wx_user.app_id', 'init({wxAppId})'],
}

/** What a moment lacks for its events to go: some of page, scene, app_id, open_id and local_id; '' : nothing. */
export const missingOf = ({ page: path, chan, wx_user }: Context): string =>
  [
    !path && 'page',
    chan.chan_wxapp_scene === undefined && 'scene',
    !wx_user.app_id && 'app_id',
    !wx_user.open_id && 'open_id',
    !wx_user.local_id && 'local_id',
  ]
    .filter(Boolean)
    .join()

/** Says what the merchant has to do for events that wait. */
export const missingIssues = (missing: string): Issue[] =>
  missing.split(',').flatMap((name) => {
    const [path, expected] = REMEDIES[name] ?? []
    return path && expected ? { path, expected, received: 'undefined', severity: 'warning' } : []
  })

/** Puts into an event what it lacked when it was reported and what is known now; what it has, stays. */
export const completed = (json: string, now: Context): { text: string; missing: string } => {
  const event = JSON.parse(json) as CouponEvent
  const { page: path, page_title, chan, wx_user } = event.props
  const { app_id, local_id } = now.wx_user
  const props = {
    ...event.props,
    ...(!path && now.page && { page: now.page, page_title: page_title ?? now.page_title }),
    chan: chan.chan_wxapp_scene === undefined ? { ...now.chan, ...chan } : chan,
    wx_user: wx_user.open_id
      ? { ...(app_id && { app_id }), ...(local_id && { local_id }), ...wx_user }
      : { ...wx_user, ...now.wx_user },
  }
  return { text: JSON.stringify({ ...event, props }), missing: missingOf(props) }
}

/** An id may hold what separates the parts of an event's id: no two changes may share one. */
const escape = (part: string): string =>
  part.replace(/[%/~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** The id of an event is derived and not random: the same change reported twice, or sent twice, is the same event. */
export const eventId = (...parts: readonly string[]): string => parts.map(escape).join('/')

/** The text of an event with the difference that the phone's clock had when it was sent, in ms. */
export const withSkew = (event: string, clock_skew_ms: number): string => {
  const { type, props } = JSON.parse(event) as CouponEvent
  return JSON.stringify({ type, props: { ...props, extra: { ...props.extra, clock_skew_ms } } })
}

/** `time` as the vendor wants it, in 13 digits whatever the phone's clock says. */
export const timeText = (ms: number): string =>
  String(Math.min(Math.max(Math.floor(ms), 0), 9_999_999_999_999)).padStart(13, '0')
