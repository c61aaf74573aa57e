import { array, type InferOutput, optional } from 'valibot'
import { extra, fields } from './fields'
import { text } from './text'

/** What both forms of the user share. */
export const userEntries = {
  open_id: text,
  user_id: optional(text),
  union_id: optional(text),
  tag: optional(array(fields({ tag_id: text, tag_name: text }), 'a list')),
  extra,
}

/**
 * Who did it, as the merchant tells it through `setUser`; `open_id` is the user's id in this mini-program.
 * Source: Tencent Youshu, consume_coupon, 公共属性 wx_user.
 */
export const User = fields(userEntries)
export type User = InferOutput<typeof User>
