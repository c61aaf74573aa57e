import { array, type InferOutput, object, optional, record, string, unknown } from 'valibot'
import { text } from './text'

const entries = {
  user_id: optional(text),
  union_id: optional(text),
  local_id: optional(text),
  tag: optional(array(object({ tag_id: text, tag_name: text }))),
  extra: optional(record(string(), unknown())),
}

/**
 * Who did it, as the merchant tells it through `setUser`; `open_id` is the user's id in this mini-program.
 * Source: Tencent Youshu, consume_coupon, 公共属性 wx_user.
 */
export const User = object({ open_id: text, ...entries })
export type User = InferOutput<typeof User>

/** The same as it goes on the wire, with `app_id`, the mini-program's own wx appid. */
export const WxUser = object({ app_id: text, open_id: text, ...entries })
export type WxUser = InferOutput<typeof WxUser>
