import { type InferOutput, object, optional } from 'valibot'
import { text } from './text'

/** The element of the view where it happened. Source: Tencent Youshu, consume_coupon, component. */
export const Component = object({ component_id: optional(text), component_name: optional(text) })
export type Component = InferOutput<typeof Component>
