/** What can happen to a coupon. Source: Tencent Youshu, consume_coupon, action_type. */
export const ACTION_TYPES = ['pre_consume', 'consume', 'refund_consume'] as const
export type ActionType = (typeof ACTION_TYPES)[number]

/** From the order's status to what it does to the coupon; `null` and absent statuses report nothing. */
export type ActionTypes = Readonly<Record<string, ActionType | null>>

/**
 * The vendor's own table. The newer Youshu documents read `pay` as "payment started" and add `payed`:
 * merchants who follow those pass `{pay: null, payed: 'consume'}` to `init`.
 */
export const DEFAULT_ACTION_TYPES: ActionTypes = {
  give_order: 'pre_consume',
  pay: 'consume',
  refund: 'refund_consume',
}
