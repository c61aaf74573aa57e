/** What can happen to a coupon. Source: Tencent Youshu, consume_coupon, action_type. */
export type ActionType = 'pre_consume' | 'consume' | 'refund_consume'

/**
 * The vendor's own table. The newer Youshu documents read `pay` as "payment started" and add `payed`:
 * merchants who follow those pass `{pay: null, payed: 'consume'}` to `init`.
 */
export const DEFAULT_ACTION_TYPES: Readonly<Record<string, ActionType>> = {
  give_order: 'pre_consume',
  pay: 'consume',
  refund: 'refund_consume',
}

/** All of them: the vendor's table has an order status for each. */
export const ACTION_TYPES: readonly ActionType[] = Object.values(DEFAULT_ACTION_TYPES)
