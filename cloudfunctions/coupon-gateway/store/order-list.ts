import {
  array,
  bigint,
  type InferOutput,
  maxValue,
  minLength,
  minValue,
  number,
  object,
  optional,
  picklist,
  pipe,
  rawTransform,
  regex,
  safeInteger,
  strictObject,
  string,
  union,
  boolean,
  check as rule,
} from 'valibot'
import type { ActionType } from '../../../plugin/event/context'
import { isDay } from '../wechat/days'

/** What a merchant's back end calls the three things that can happen to a coupon on an order. */
const ACTIONS: Readonly<Record<string, ActionType>> = {
  placed: 'pre_consume',
  give_order: 'pre_consume',
  pre_consume: 'pre_consume',
  已下单: 'pre_consume',
  paid: 'consume',
  pay: 'consume',
  payed: 'consume',
  consume: 'consume',
  已支付: 'consume',
  refunded: 'refund_consume',
  refund: 'refund_consume',
  refund_consume: 'refund_consume',
  已退款: 'refund_consume',
}

// Numbers that are ids are taken as they stand: digits lost before cannot be restored.
const id = pipe(
  union([
    string(),
    bigint(),
    pipe(number(), safeInteger('an id as text: a number this long loses digits')),
  ]),
  rawTransform<string | number | bigint, string>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = String(value).trim()
    if (text !== '' && text.length <= 300 && !/^\d(\.\d+)?E\+\d+$/i.test(text)) return text
    addIssue({
      message: 'an id of 1 to 300 characters, not one that a spreadsheet turned into 1.23E+17',
    })
    return NEVER
  }),
)

const action = pipe(
  string(),
  rawTransform<string, ActionType>(({ dataset: { value }, addIssue, NEVER }) => {
    const found = Object.hasOwn(ACTIONS, value.trim()) ? ACTIONS[value.trim()] : undefined
    if (found !== undefined) return found
    addIssue({ message: 'placed, paid or refunded' })
    return NEVER
  }),
)

const yuan = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = String(value).trim()
    const amount = Number(text)
    if (/^\d+(\.\d+)?$/.test(text) && amount < 1e12) return amount
    addIssue({ message: 'yuan, such as 5.00' })
    return NEVER
  }),
)

// China has had no other time since 1991.
const CHINA_OFFSET = '+08:00'

/** Milliseconds in 13 digits, ISO 8601, or `2026-11-26 09:30:00` as a spreadsheet has it, which is China's time. */
const time = pipe(
  union([number(), string()]),
  rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const text = String(value).trim().replaceAll('/', '-')
    const [, date = '', clock = '', offset = ''] =
      /^(\d{4}-\d\d?-\d\d?)[ T](\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? []
    const two = (part: string) => part.padStart(2, '0')
    const ms = /^\d{13}$/.test(text)
      ? Number(text)
      : Date.parse(
          `${date.split('-').map(two).join('-')}T${clock.split(':').map(two).join(':')}${offset || CHINA_OFFSET}`,
        )
    if (Number.isFinite(ms)) return ms
    addIssue({ message: '13 digits of milliseconds, or a time such as 2026-11-26 09:30:00' })
    return NEVER
  }),
)

const row = strictObject({
  order_id: optional(id),
  sub_order_id: optional(id),
  coupon_ins_id: id,
  coupon_id: optional(id),
  coupon_ins_name: optional(string()),
  coupon_batch_name: optional(string()),
  status: action,
  coupon_deduction: optional(yuan),
  time: optional(time),
  open_id: optional(id),
  user_id: optional(id),
  app_id: optional(id),
  page: optional(string()),
  scene: optional(pipe(union([number(), pipe(string(), regex(/^\d{1,5}$/, 'a scene'))]))),
  change_id: optional(id),
})

/** The columns of a list of orders, by their names. */
export const ORDER_COLUMNS: readonly string[] = Object.keys(row.entries)

const Order = pipe(
  row,
  rule(
    ({ order_id, sub_order_id }) => (order_id === undefined) !== (sub_order_id === undefined),
    'exactly one of order_id and sub_order_id',
  ),
)
export type Order = InferOutput<typeof Order>

/**
 * A merchant's own list of what happened to coupons on one day: the whole day, since what is not in it is unexpected. As
 * long as a body may be: 500,000 values are 60,000 rows of eight columns, or 160,000 of three.
 */
export const OrderList = object({
  day: pipe(string(), rule(isDay, 'a day such as 2026-11-26')),
  orders: array(Order),
  /** Whose; default: YOUSHU_APP_ID. */
  app_id: optional(pipe(string(), minLength(1, 'an app id'))),
  /** Report what is missing. */
  send: optional(boolean(), false),
  /** For what is reported: the tenant's table of `consume_coupon`. */
  edition: optional(picklist(['youshu', 'datanexus']), 'youshu'),
  /** For what is reported: where no phone was, no page was seen. */
  page: optional(pipe(string(), regex(/^[^/]/, 'a path without a leading /')), 'server'),
  /** WeChat's 1000 is "other". */
  scene: optional(pipe(number(), minValue(0, 'a scene'), maxValue(99_999, 'a scene')), 1000),
  /** The mini-program's own app id (`wx…`), where the rows have none. */
  wx_app_id: optional(string()),
})
export type OrderList = InferOutput<typeof OrderList>
