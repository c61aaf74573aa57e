/** Youshu's names for the steps of an order, and which step may follow which. */
const next = {
  created: ['give_order'],
  give_order: ['pay', 'cancel_pay', 'cancel_give_order'],
  cancel_pay: ['pay', 'cancel_pay', 'cancel_give_order'],
  // One payment is often confirmed twice: by the payment's callback and by the query on return.
  pay: ['pay', 'refund'],
  refund: [],
  cancel_give_order: [],
} as const satisfies Record<string, readonly string[]>

export type OrderStatus = keyof typeof next

export const canMove = (from: OrderStatus, to: OrderStatus): boolean =>
  (next[from] as readonly OrderStatus[]).includes(to)
