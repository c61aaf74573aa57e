import { extra } from './context'
import { object, optional, text } from './schema'

/** The vendor's rules of the form "B must exist if A exists". */
const needs = <A extends string, B extends string>(leaveOut: A, key: B) =>
  ({
    key,
    leaveOut,
    expected: `given with ${leaveOut}`,
    test: (value: { [K in A | B]?: unknown }) => !value[leaveOut] || !!value[key],
  }) as const

export const chanFields = {
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
export const shopRule = needs('chan_shop_id', 'chan_shop_name')
export const channelSchema = object(chanFields, shopRule)
