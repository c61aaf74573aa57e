import { attempt } from '../attempt'
import { is, object, optional } from './schema'

/** A string that says something: the vendor's required strings may not be `""`. */
export const text = is<string>(
  'a non-empty string',
  (value) => typeof value === 'string' && !!value,
)

/**
 * What the coupon takes off, in yuan (not fen); on a sub-order, the share that falls on it.
 * Source: Tencent Youshu, consume_coupon, coupon_deduction.
 */
export const deduction = is<number>(
  'a number of yuan, 0 or more',
  (value) => Number.isFinite(value) && Number(value) >= 0,
)

/** `extra` objects: whatever the merchant wants to see again in Youshu, as it is at this moment. */
export const extra = optional<Record<string, unknown>>((value, path, report) => {
  // A cycle, a BigInt, a function: nothing that could be sent.
  const copy = attempt<unknown>(() => JSON.parse(JSON.stringify(value)))
  if (typeof copy !== 'object' || Array.isArray(copy)) report(path, 'an object', value)
  return copy as Record<string, unknown>
})

/** The element of the view where it happened. Source: Tencent Youshu, consume_coupon, component. */
export const component = optional(
  object({ component_id: optional(text), component_name: optional(text) }),
)
