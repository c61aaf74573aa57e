import type { EventRow } from './event-row'

const ACTIONS: Readonly<Record<string, string>> = {
  pre_consume: '预核销',
  consume: '核销',
  refund_consume: '退还核销',
}

/** What the event is, by its content; where that is not at hand, by its id: action, order, coupon. */
export const eventTitle = ({
  event,
  event_id = '',
}: EventRow): { title: string; about: string } => {
  const [action = '', order = '', ...coupon] = event_id.split('/')
  const { coupon_instance, order_id, sub_order_id, coupon_deduction } = event?.props ?? {}
  const { coupon_ins_id = coupon.join('/'), coupon_ins_name } = coupon_instance ?? {}
  const off = coupon_deduction === undefined ? '' : `，抵扣 ${coupon_deduction} 元`
  return {
    title: `${ACTIONS[action] ?? action}${coupon_ins_name ? `「${coupon_ins_name}」` : ''}`,
    about: `订单 ${sub_order_id ?? order_id ?? order}\n券 ${coupon_ins_id}${off}`,
  }
}
