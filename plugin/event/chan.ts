import {
  type InferOutput,
  integer,
  number,
  object,
  optional,
  pipe,
  record,
  string,
  unknown,
} from 'valibot'
import { needs } from './needs'
import { text } from './text'

const customEntries = {
  chan_custom_id: text,
  chan_custom_id_desc: text,
  chan_custom_cat_3: optional(text),
  chan_custom_cat_3_desc: optional(text),
  chan_custom_cat_2: optional(text),
  chan_custom_cat_2_desc: optional(text),
  chan_custom_cat_1: optional(text),
  chan_custom_cat_1_desc: optional(text),
}
const customFields = object(customEntries)
type CustomFields = InferOutput<typeof customFields>

// Level 4 is the finest; each coarser level only classifies the level below it, which must be there.
const custom = pipe(
  customFields,
  needs<CustomFields>('chan_custom_cat_3', 'chan_custom_cat_3_desc'),
  needs<CustomFields>('chan_custom_cat_2', 'chan_custom_cat_2_desc'),
  needs<CustomFields>('chan_custom_cat_1', 'chan_custom_cat_1_desc'),
  needs<CustomFields>('chan_custom_cat_2', 'chan_custom_cat_3'),
  needs<CustomFields>('chan_custom_cat_1', 'chan_custom_cat_2'),
)

const entries = {
  chan_id: optional(text),
  chan_shop_id: optional(text),
  chan_shop_name: optional(text),
  chan_custom: optional(custom),
  extra: optional(record(string(), unknown())),
}
const channelFields = object(entries)

/**
 * The part of the channel that the merchant tells through `setChan`; the rest is captured.
 * Source: Tencent Youshu, consume_coupon, 渠道维度 chan.
 */
export const Channel = pipe(
  channelFields,
  needs<InferOutput<typeof channelFields>>('chan_shop_id', 'chan_shop_name'),
)
export type Channel = InferOutput<typeof Channel>

const chanFields = object({
  chan_wxapp_scene: pipe(number(), integer('an integer')),
  chan_refer_app_id: optional(text),
  ...entries,
})

/** The same as it goes on the wire, with the captured scene and referrer. */
export const Chan = pipe(
  chanFields,
  needs<InferOutput<typeof chanFields>>('chan_shop_id', 'chan_shop_name'),
)
export type Chan = InferOutput<typeof Chan>
