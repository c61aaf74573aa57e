import { object, optional, type Output } from './schema'
import { extra, text } from './values'

/** The vendor's rules of the form "B must exist if A exists". */
const needs = <A extends string, B extends string>(a: A, b: B) =>
  [b, `given with ${a}`, (value: { [K in A | B]?: unknown }) => !value[a] || !!value[b]] as const

/** What both forms of the channel share: what the merchant tells, and what goes on the wire. */
export const chanFields = {
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

export const shopRule = needs('chan_shop_id', 'chan_shop_name')

/**
 * The part of the channel that the merchant tells through `setChan`; the rest is captured.
 * Source: Tencent Youshu, consume_coupon, 渠道维度 chan.
 */
export const Channel = object(chanFields, shopRule)
export type Channel = Output<typeof Channel>
