import type { ActionType } from './context'

/** From the order's status to what happens to its coupons, as the vendor's table has it. */
export const YOUSHU_ACTION_TYPES: Readonly<Record<string, ActionType>> = {
  give_order: 'pre_consume',
  pay: 'consume',
  refund: 'refund_consume',
}
/** The newer edition reports the consumption alone, and reads `pay` as "payment started". */
export const DATANEXUS_ACTION_TYPES: Readonly<Record<string, ActionType>> = { payed: 'consume' }

/** All of them: the vendor's table has an order status for each. */
export const ACTION_TYPES: readonly ActionType[] = Object.values(YOUSHU_ACTION_TYPES)
