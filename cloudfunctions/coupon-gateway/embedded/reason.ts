import { type InferOutput, picklist } from 'valibot'

/** Why a coupon is not usable, or why nobody here can tell: the name of the rule. */
export const Reason = picklist([
  'used',
  'disabled',
  'category',
  'not_started',
  'expired',
  'hours',
  'shop',
  'scene',
  'goods',
  'pieces',
  'minimum',
  'exclusive',
  'daily_limit',
  'no_discount',
])
export type Reason = InferOutput<typeof Reason>
