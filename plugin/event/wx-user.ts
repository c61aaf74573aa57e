import { list, object, optional, type Output } from './schema'
import { extra, text } from './values'

/** What both forms of the user share: what the merchant tells, and what goes on the wire. */
export const userFields = {
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
