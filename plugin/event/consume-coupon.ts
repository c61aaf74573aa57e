import type { ActionType, Component } from './context'
import { component, type Draft, idPart, type Moment, page } from './moment'
import {
  is,
  type Issue,
  list,
  milliseconds,
  newReading,
  object,
  optional,
  type Output,
  read,
  text,
} from './schema'

/** One coupon on an order. Source: Tencent Youshu, consume_coupon, 优惠券维度 and 券订单维度. */
export interface OrderCoupon {
  /** The batch, as the merchant's own system names it. */
  coupon_id: string
  /** The one piece of it that was given to this user. */
  coupon_ins_id: string
  coupon_ins_name: string
  /** The batch's name; the datanexus edition sends it. */
  coupon_batch_name?: string
  /** What the coupon takes off, in yuan (not fen); on a sub-order, the share that falls on it. */
  coupon_deduction?: number
  /** Where the coupon belongs to one sub-order of several. */
  sub_order_id?: string
  /** Distinguishes what would be the same change: the second of two payments, or of two partial refunds. */
  change_id?: string
}

/** What the merchant reports when an order moves. Exactly one of `order_id` and `sub_order_id`, here or on the coupon. */
export interface OrderChange {
  order_status: string
  order_id?: string
  sub_order_id?: string
  coupons: OrderCoupon[]
  /** Default: the component whose method is running. A text alone is its name. */
  component?: Component | string
  /** Milliseconds since 1970. Default: now. */
  time?: number | string
  /** Default: the page in front. */
  page?: string
  page_title?: string
}

export const deduction = is<number>(
  'a number of yuan, 0 or more',
  (value) => typeof value === 'number' && value >= 0 && value < Infinity,
  (value) =>
    typeof value === 'bigint' ||
    (typeof value === 'string' && /^\s*(\d+\.?\d*|\.\d+)\s*$/.test(value))
      ? Number(value)
      : value,
)

const orderFields = {
  order_status: text,
  order_id: optional(text),
  sub_order_id: optional(text),
  component,
  time: optional(milliseconds),
  page: optional(page),
  page_title: optional(text),
}
/** What an order change says of all of its coupons. */
const orderSchema = object(orderFields)
const couponsSchema = list<unknown>((coupon) => coupon ?? null)
const couponSchema = object({
  coupon_id: text,
  coupon_ins_id: text,
  coupon_ins_name: text,
  coupon_batch_name: optional(text),
  coupon_deduction: optional(deduction),
  sub_order_id: optional(text),
  change_id: optional(text),
})
type Order = Output<typeof orderSchema>

/** One coupon with the order or sub-order that it belongs to. */
export interface CouponUse extends Omit<Output<typeof couponSchema>, 'sub_order_id'> {
  readonly order_id: string | undefined
  readonly sub_order_id: string | undefined
}

/**
 * An order change as far as it is understood. A status that is not reported is not looked into any further; a coupon
 * that makes no sense does not hold back the others.
 */
export const readOrder = (
  given: unknown,
  isReported: (order_status: string) => boolean,
): { order: Order | undefined; uses: CouponUse[]; issues: Issue[] } => {
  const reading = newReading()
  const { issues } = reading
  const uses: CouponUse[] = []
  const order = orderSchema(given, '', reading)
  if (!reading.errors && !isReported(order.order_status)) return { order, uses, issues }
  // What is no object at all was said already.
  const isObject = typeof given === 'object' && given
  const coupons = isObject ? couponsSchema(read(given, 'coupons'), 'coupons', reading) : []
  if (reading.errors) return { order: undefined, uses, issues }
  coupons.forEach((item, index) => {
    const path = `coupons[${index}]`
    const { errors } = reading
    const coupon = couponSchema(item, path, reading)
    if (reading.errors > errors) return
    const { order_id } = order
    const sub_order_id = order.sub_order_id || coupon.sub_order_id
    const isOnce = !coupon.sub_order_id || coupon.sub_order_id === sub_order_id
    if (!order_id !== !sub_order_id && isOnce) {
      // The reading's own copy: a spread of it would cost as much as the rest of the reading.
      uses.push(Object.assign(coupon, { order_id, sub_order_id }))
    } else {
      const ids = [order_id, order.sub_order_id, coupon.sub_order_id].filter(Boolean)
      issues.push({
        path: coupon.sub_order_id ? `${path}.sub_order_id` : 'order_id',
        expected: 'exactly one of order_id and sub_order_id',
        received: ids.join(' and ') || 'undefined',
        severity: 'error',
      })
    }
  })
  return { order, uses, issues }
}

/** Which change of which order it is. An order and a sub-order may have the same number. */
export const changeOf = (
  {
    order_id,
    sub_order_id = '',
    coupon_ins_id,
    change_id,
  }: Pick<CouponUse, 'order_id' | 'sub_order_id' | 'coupon_ins_id'> & {
    readonly change_id?: string | undefined
  },
  action_type: ActionType,
): { id: string; group: string } => {
  const group = order_id ? idPart(order_id) : `sub~${idPart(sub_order_id)}`
  const id = `${action_type}/${group}/${idPart(coupon_ins_id)}`
  return { id: change_id ? `${id}/${idPart(change_id)}` : id, group }
}

/** One event for one coupon on the order. */
export const consumeCoupon = (use: CouponUse, action_type: ActionType, moment: Moment): Draft => {
  const { id, group } = changeOf(use, action_type)
  return {
    id,
    group,
    step: action_type,
    // Values that are not there stand as undefined, and JSON leaves them out.
    event: {
      type: 'consume_coupon',
      props: {
        action_type,
        coupon: { coupon_id: use.coupon_id, external: true },
        coupon_instance: {
          coupon_ins_id: use.coupon_ins_id,
          coupon_ins_name: use.coupon_ins_name,
        },
        order_id: use.order_id,
        sub_order_id: use.sub_order_id,
        coupon_deduction: use.coupon_deduction,
        page: moment.page,
        page_title: moment.page_title,
        sr_sdk_version: moment.sr_sdk_version,
        time: moment.time,
        wx_user: moment.wx_user,
        chan: moment.chan,
        component: moment.component,
        extra: { event_id: id },
      },
    },
  }
}
