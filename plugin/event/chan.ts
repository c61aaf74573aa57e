import { type InferOutput, optional, pipe } from 'valibot'
import { extra, fields } from './fields'
import { needs } from './needs'
import { text } from './text'

const customFields = fields({
  chan_custom_id: text,
  chan_custom_id_desc: text,
  chan_custom_cat_3: optional(text),
  chan_custom_cat_3_desc: optional(text),
  chan_custom_cat_2: optional(text),
  chan_custom_cat_2_desc: optional(text),
  chan_custom_cat_1: optional(text),
  chan_custom_cat_1_desc: optional(text),
})
type Custom = InferOutput<typeof customFields>

/** What both forms of the channel share. */
export const chanEntries = {
  chan_id: optional(text),
  chan_shop_id: optional(text),
  chan_shop_name: optional(text),
  // Level 4 is the finest; each coarser level only classifies the level below it, which must be there.
  chan_custom: optional(
    pipe(
      customFields,
      needs<Custom>('chan_custom_cat_3', 'chan_custom_cat_3_desc'),
      needs<Custom>('chan_custom_cat_2', 'chan_custom_cat_2_desc'),
      needs<Custom>('chan_custom_cat_1', 'chan_custom_cat_1_desc'),
      needs<Custom>('chan_custom_cat_2', 'chan_custom_cat_3'),
      needs<Custom>('chan_custom_cat_1', 'chan_custom_cat_2'),
    ),
  ),
  extra,
}
const channelFields = fields(chanEntries)

/**
 * The part of the channel that the merchant tells through `setChan`; the rest is captured.
 * Source: Tencent Youshu, consume_coupon, 渠道维度 chan.
 */
export const Channel = pipe(
  channelFields,
  needs<InferOutput<typeof channelFields>>('chan_shop_id', 'chan_shop_name'),
)
export type Channel = InferOutput<typeof Channel>
