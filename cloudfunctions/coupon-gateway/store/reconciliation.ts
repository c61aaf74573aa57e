import { is, parse } from 'valibot'
import { consumeCoupon as youshuEvent } from '../../../plugin/event/consume-coupon'
import { consumeCoupon as datanexusEvent } from '../../../plugin/event/coupon-actions'
import { VERSION } from '../../../plugin/event/moment'
import { check, type Issue } from '../lib/check'
import { writeJson } from '../lib/json'
import { done, type Invalid, invalid, type Outcome, type Unconfigured } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import type { Settings } from '../lib/settings'
import { eventIssues } from '../youshu/report'
import { tenantOf, type TenantSettings } from './collector'
import type { Database } from './database'
import { type Order, OrderList } from './order-list'
import { type Found, keyOf, pair, type Row, type Verdict } from './order-pairs'
import { storeReport } from './relay'
import { column, readReport } from './reported-event'

/** One that is not matched, by name. */
interface Difference {
  readonly order_id: string
  readonly coupon_ins_id: string
  readonly action_type: string
  readonly event_id?: string
  /** Yuan: the merchant's and the event's, where they differ. */
  readonly expected?: number
  readonly received?: number | null
}

/** A day, compared. */
export interface Reconciliation {
  readonly day: string
  /** Everything matches: nothing is missing, unexpected, different, on its way or refused. */
  readonly closed: boolean
  /** Retention deletes events of so old a day: what is missing may have been accepted. It is never closed. */
  readonly incomplete?: true
  readonly counts: Readonly<Record<Verdict, number>>
  /** The first thousand of each. */
  readonly missing: readonly Difference[]
  readonly unexpected: readonly Difference[]
  readonly differing: readonly Difference[]
  readonly waiting: readonly Difference[]
  readonly refused: readonly Difference[]
  /** Batches on these orders that were never pushed through this gateway. */
  readonly unknown_coupon_ids: readonly string[]
  /** With `send`: how many of the missing are reported now, and why the others cannot be. */
  readonly sent?: number
  readonly not_sent?: readonly (Difference & { readonly issues: readonly Issue[] })[]
}

const MAX_NAMED = 1_000
const DAY_MS = 24 * 60 * 60 * 1000
const SEND_AT_A_TIME = 1_000

// Also what the day's orders did on other days: it may have come late, or happened around midnight.
const FIND = `
select e.event_id, e.order_key, e.coupon_ins_id, e.action_type, e.deduction::float8 as received, d.state,
  coalesce(e.occurred_at >= to_timestamp($2::float8 / 1000) and e.occurred_at < to_timestamp($3::float8 / 1000), false)
    as of_the_day
from events e join deliveries d using (seq)
where e.app_id = $1 and e.coupon_ins_id is not null and e.action_type in ('pre_consume', 'consume', 'refund_consume')
  and (e.occurred_at >= to_timestamp($2::float8 / 1000) and e.occurred_at < to_timestamp($3::float8 / 1000)
    or e.order_key in (select unnest($4::text[])))
order by order_key, coupon_ins_id, seq`

const UNKNOWN_COUPONS = `
select distinct coupon_id from (
  select unnest($2::text[]) as coupon_id
  union select coupon_id from events
  where app_id = $1 and occurred_at >= to_timestamp($3::float8 / 1000) and occurred_at < to_timestamp($4::float8 / 1000)) used
where coupon_id is not null and coupon_id not in (select coupon_id from pushed_coupons)
order by 1 limit ${MAX_NAMED}`

const differenceOf = (row: Row): Difference => ({
  order_id: row.order_key,
  coupon_ins_id: row.coupon_ins_id,
  action_type: row.action_type,
  ...(row.event_id !== null && { event_id: row.event_id }),
  ...(row.verdict === 'differing' &&
    row.expected !== null && { expected: row.expected, received: row.received }),
})

/** The event that a phone would have sent, with its own time and the server as its origin. */
const eventOf = (order: Order, list: OrderList): object => {
  const { order_id, sub_order_id, coupon_ins_id, status, user_id } = order
  const { coupon_batch_name, coupon_deduction, change_id } = order
  const use = {
    order_id,
    sub_order_id,
    coupon_ins_id,
    // What is missing is found by the table.
    coupon_ins_name: order.coupon_ins_name ?? '',
    coupon_id: order.coupon_id ?? '',
    ...(coupon_batch_name !== undefined && { coupon_batch_name }),
    ...(coupon_deduction !== undefined && { coupon_deduction }),
    ...(change_id !== undefined && { change_id }),
  }
  const moment = {
    page: order.page ?? list.page,
    sr_sdk_version: VERSION,
    time: String(order.time ?? ''),
    wx_user: {
      app_id: order.app_id ?? list.wx_app_id ?? '',
      open_id: order.open_id ?? '',
      ...(user_id !== undefined && { user_id }),
    },
    chan: { chan_wxapp_scene: Number(order.scene ?? list.scene) },
  }
  const build = list.edition === 'datanexus' ? datanexusEvent : youshuEvent
  const { event } = build(use, status, moment)
  return { ...event, props: { ...event.props, extra: { origin: 'server', ...event.props.extra } } }
}

/** Reports what is missing, as far as the list has what an event needs. */
const send = async (
  database: Database,
  appId: string,
  list: OrderList,
  missing: readonly Row[],
): Promise<Required<Pick<Reconciliation, 'sent' | 'not_sent'>>> => {
  const events: object[] = []
  const not_sent: (Difference & { issues: Issue[] })[] = []
  for (const row of missing) {
    const order = list.orders[Number(row.place) - 1]
    if (!order) continue
    const event = eventOf(order, list)
    const issues =
      list.edition === 'datanexus' && order.status !== 'consume'
        ? [{ path: 'status', expected: 'paid: datanexus knows no other', received: order.status }]
        : eventIssues([event], list.edition).map((issue) => ({
            ...issue,
            path: issue.path.replace('events[0].', ''),
          }))
    if (!issues.length) events.push(event)
    else if (not_sent.length < MAX_NAMED) not_sent.push({ ...differenceOf(row), issues })
  }
  let sent = 0
  for (let at = 0; at < events.length; at += SEND_AT_A_TIME) {
    const report = readReport(writeJson(events.slice(at, at + SEND_AT_A_TIME)))
    if ('events' in report)
      sent += (await storeReport(database, appId, 'server', report.events)).stored
  }
  return { sent, not_sent }
}

/** A list that can be compared, and whose it is. */
interface ReadList {
  readonly list: OrderList
  readonly appId: string
  /** Where its day begins; milliseconds since 1970. */
  readonly begin: number
  readonly isIncomplete: boolean
}

/** Reads a list of orders, or says why it cannot be compared. */
export const readOrderList = (
  settings: TenantSettings & Pick<Settings, 'GATEWAY_RETENTION_DAYS'>,
  now: number,
  input: unknown,
): ReadList | Invalid | Unconfigured => {
  if (!is(OrderList, input)) return invalid(check(OrderList, input))
  const list = parse(OrderList, input)
  const { day, orders, send: sends } = list
  const tenant = tenantOf(settings, list.app_id)
  if ('kind' in tenant) return tenant
  const begin = Date.parse(`${day}T00:00:00+08:00`)
  const outside = orders.findIndex(
    ({ time }) => time !== undefined && (time < begin || time >= begin + DAY_MS),
  )
  if (outside >= 0) {
    const expected = `a time of ${day} in China`
    return invalid([{ path: `orders[${outside}].time`, expected, received: 'that of another day' }])
  }
  const { GATEWAY_RETENTION_DAYS: days } = settings
  const isIncomplete = begin < now - days * DAY_MS
  if (isIncomplete && sends) {
    const expected = `with send, one of the last ${days} days (GATEWAY_RETENTION_DAYS): what was accepted before is deleted, and would go a second time`
    return invalid([{ path: 'day', expected, received: day }])
  }
  return { list, appId: tenant.appId, begin, isIncomplete }
}

/**
 * Compares the merchant's own list of a day with what Youshu accepted of that day (China's): the count that the vendor
 * asks merchants to compare by hand. 10,000 orders take less than a second.
 */
export const reconcile = async (
  database: Database,
  settings: Parameters<typeof readOrderList>[0],
  { now }: Pick<Ports['clock'], 'now'>,
  input: unknown,
): Promise<Outcome<Reconciliation>> => {
  const read = readOrderList(settings, now(), input)
  if ('kind' in read) return read
  const { list, appId, begin, isIncomplete } = read
  const { day, orders } = list
  const end = begin + DAY_MS
  const found = await database.query<Found>(FIND, [appId, begin, end, orders.map(keyOf)])
  const rows = pair(orders, found.rows)
  const unknown = await database.query<{ coupon_id: string }>(UNKNOWN_COUPONS, [
    appId,
    orders.map(({ coupon_id }) => column(coupon_id)),
    begin,
    end,
  ])
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict)
  const named = (verdict: Verdict) => of(verdict).slice(0, MAX_NAMED).map(differenceOf)
  const counts = {
    matched: of('matched').length,
    missing: of('missing').length,
    unexpected: of('unexpected').length,
    differing: of('differing').length,
    waiting: of('waiting').length,
    refused: of('refused').length,
  }
  return done({
    day,
    closed: counts.matched === rows.length && !isIncomplete,
    ...(isIncomplete && { incomplete: true as const }),
    counts,
    missing: named('missing'),
    unexpected: named('unexpected'),
    differing: named('differing'),
    waiting: named('waiting'),
    refused: named('refused'),
    unknown_coupon_ids: unknown.rows.map(({ coupon_id }) => coupon_id),
    ...(list.send && (await send(database, appId, list, of('missing')))),
  })
}
