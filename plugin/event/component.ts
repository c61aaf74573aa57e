import { type InferOutput, optional } from 'valibot'
import { fields } from './fields'
import { text } from './text'

/** The element of the view where it happened. Source: Tencent Youshu, consume_coupon, component. */
export const Component = fields({ component_id: optional(text), component_name: optional(text) })
export type Component = InferOutput<typeof Component>
