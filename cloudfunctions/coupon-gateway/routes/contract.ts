import {
  any,
  array,
  boolean,
  type GenericSchema,
  integer,
  literal,
  looseObject,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  record,
  string,
  union,
  unknown,
} from 'valibot'
import { Cart } from '../coupon-engine/cart'
import { REASONS } from '../coupon-engine/rule'
import type { Role } from '../lib/authorize'
import { EVENT_STATES } from '../store/event-status'
import { OrderList } from '../store/order-list'
import { CardUpdate } from '../wechat/card-update'
import { AnyReport } from '../wechat/statistics'
import { Coupon } from '../youshu/coupon'

const whole = pipe(number(), integer())
/** A vendor's own, or a name of ours where it gave none. */
export const code = union([string(), number()])

/** One broken rule. */
export const Issue = object({
  path: string(),
  expected: string(),
  received: string(),
  severity: optional(picklist(['error', 'warning'])),
})
const warnings = optional(array(Issue))

const Refused = object({ from: whole, to: whole, retcode: code, errmsg: string() })
const run = { accepted: whole, calls: whole, refused: array(Refused), warnings }
const Event = looseObject({ type: string(), props: record(string(), unknown()) })
const from = optional(whole)

const result = {
  usable: union([boolean(), literal('unknown')]),
  reason: optional(union([picklist(REASONS), string()])),
  reason_text: optional(string()),
  deduction: number(),
  start_at: optional(number()),
  end_at: optional(number()),
}
const Evaluated = object({
  id: string(),
  couponId: optional(string()),
  coupon_id: optional(string()),
  ...result,
  coupon: looseObject({ title: optional(string()) }),
})
const evaluation = {
  source: picklist(['embedded', 'zvcms']),
  best: nullable(string()),
  warnings,
}
const Evaluation = object({ ...evaluation, coupons: array(Evaluated) })
const Compact = object({
  ...evaluation,
  templates: array(looseObject({ title: optional(string()) })),
  results: array(object(result)),
  columns: object({
    id: array(string()),
    couponId: array(nullable(string())),
    coupon_id: array(nullable(string())),
    template: array(whole),
    result: array(whole),
  }),
})

const EventStatus = looseObject({
  event_id: string(),
  order_id: string(),
  action_type: nullable(string()),
  state: picklist(EVENT_STATES),
  received: array(object({ from: picklist(['phone', 'server']), at: string() })),
  repeats: whole,
})
const Stored = object({ event_ids: array(string()), stored: whole, repeats: whole })
const Job = looseObject({
  id: string(),
  kind: string(),
  state: picklist(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: whole,
  total: whole,
})
const named = array(looseObject({}))

/** One address of the gateway, as merchants' programs see it. */
export interface Operation {
  readonly id: string
  readonly method: 'get' | 'post'
  readonly path: string
  readonly role: Role
  readonly summary: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: GenericSchema
  readonly answers: Readonly<Record<number, GenericSchema>>
  /** Whose failure a 502 may report. */
  readonly upstream?: true
}

const operator = { role: 'operator', method: 'post' } as const
const open = { role: 'anyone', method: 'get' } as const
const read = { role: 'operator', method: 'get' } as const

/** Every address but the console's pages and the phones' own wire (`/report`), which Youshu documents. */
export const OPERATIONS: readonly Operation[] = [
  {
    ...open,
    id: 'healthz',
    path: '/healthz',
    summary: 'The process lives',
    answers: { 200: object({ ok: boolean() }) },
  },
  {
    ...open,
    id: 'readyz',
    path: '/readyz',
    summary: 'It may get requests',
    answers: { 200: object({ ready: boolean() }) },
  },
  {
    ...open,
    id: 'version',
    path: '/version',
    summary: 'Which one it is',
    answers: { 200: object({ version: string() }) },
  },
  {
    ...open,
    id: 'hostsign',
    path: '/hostsign',
    summary: 'Whether this request carries the signature that WeChat puts on those of our plugin',
    answers: { 200: object({ hostsign: picklist(['signed', 'missing', 'wrong']) }) },
  },
  {
    ...open,
    id: 'openapi',
    path: '/openapi.json',
    summary: 'This document',
    answers: { 200: any() },
  },
  {
    ...operator,
    id: 'openSession',
    path: '/sessions',
    summary: 'Open a session that a phone may hold for 15 minutes',
    body: union([object({ user_id: string() }), object({ user_code: string() })]),
    answers: { 200: object({ token: string(), expires_at: whole }) },
  },
  {
    ...operator,
    role: 'session',
    id: 'usableCoupons',
    path: '/usable-coupons',
    summary: "Which of the session's user's coupons can be used on this cart, best first",
    query: { fields: 'compact: what a picker shows, as a table' },
    body: Cart,
    answers: { 200: union([Evaluation, Compact]) },
    upstream: true,
  },
  {
    ...operator,
    id: 'pushCoupons',
    path: '/coupon-batches',
    summary: 'Add or update coupon batches, 50 a call',
    body: object({ dataSourceId: optional(string()), coupons: array(Coupon), from }),
    answers: { 200: object({ ...run, accepted_ids: array(string()) }) },
    upstream: true,
  },
  {
    ...operator,
    id: 'reportEvents',
    path: '/events',
    summary: 'Report events of orders from a server',
    body: object({ events: array(Event), from }),
    answers: { 200: object(run), 202: Stored },
    upstream: true,
  },
  {
    ...read,
    id: 'findEvents',
    path: '/events',
    summary: 'What became of events',
    query: {
      event_id: 'an id',
      order_id: 'an order',
      coupon_ins_id: 'a coupon',
      state: EVENT_STATES.join(' | '),
      from: 'a moment',
      to: 'a moment',
      cursor: 'of the page before',
      limit: 'at most 500',
    },
    answers: { 200: object({ events: array(EventStatus), next: nullable(string()) }) },
  },
  {
    ...read,
    id: 'countEvents',
    path: '/events/summary',
    summary: 'Events by state over time',
    query: { from: 'a moment', to: 'a moment', by: 'hour | day' },
    answers: { 200: looseObject({ counts: named }) },
  },
  {
    ...read,
    id: 'showEvent',
    path: '/events/body',
    summary: 'One event as it was received',
    query: { event_id: 'an id' },
    answers: { 200: object({ events: array(unknown()) }) },
  },
  {
    ...operator,
    id: 'retryEvents',
    path: '/events/retry',
    summary: 'Send parked events again',
    body: union([object({ event_ids: array(string()) }), object({ all: literal(true) })]),
    answers: { 200: object({ retried: whole }) },
  },
  {
    ...operator,
    id: 'erasePerson',
    path: '/erasures',
    summary: 'Forget a person',
    body: object({ open_id: string() }),
    answers: { 200: looseObject({ erased: unknown() }) },
  },
  {
    ...operator,
    id: 'backUp',
    path: '/backups',
    summary: 'Copy the embedded store into a folder beside it',
    answers: { 200: object({ folder: string() }) },
  },
  {
    ...operator,
    id: 'updateCard',
    path: '/cards/update',
    summary: 'Change fields of a WeChat card',
    body: CardUpdate,
    answers: { 200: looseObject({ errcode: number(), errmsg: string(), warnings }) },
    upstream: true,
  },
  {
    ...operator,
    id: 'cardStatistics',
    path: '/cards/statistics',
    summary: 'A report over any range of days that are over',
    body: AnyReport,
    answers: { 200: object({ list: named, warnings }) },
    upstream: true,
  },
  {
    ...operator,
    id: 'loadCatalogue',
    path: '/catalogue',
    summary: 'Replace the embedded coupons',
    body: object({ coupons: named }),
    answers: { 200: object({ loaded: whole, version: unknown() }) },
  },
  {
    ...operator,
    id: 'addJob',
    path: '/jobs',
    summary: 'Line up work that takes longer than a request may',
    body: object({
      kind: picklist(['coupon-batches', 'card-statistics', 'reconciliation']),
      input: unknown(),
    }),
    answers: { 202: Job },
  },
  {
    ...read,
    id: 'listJobs',
    path: '/jobs',
    summary: 'The jobs, newest first',
    answers: { 200: object({ jobs: array(Job) }) },
  },
  {
    ...read,
    id: 'showJob',
    path: '/jobs/{id}',
    summary: 'One job, with its result',
    answers: { 200: Job },
  },
  {
    ...operator,
    id: 'cancelJob',
    path: '/jobs/{id}/cancel',
    summary: 'Stop a job',
    answers: { 200: Job },
  },
  {
    ...operator,
    id: 'retryJob',
    path: '/jobs/{id}/retry',
    summary: 'Begin a failed job again where it stopped',
    answers: { 200: Job },
  },
  {
    ...operator,
    id: 'reconcile',
    path: '/reconciliations',
    summary: "Compare a day's orders with the events that were accepted",
    body: OrderList,
    answers: { 200: looseObject({ day: string(), closed: boolean() }) },
  },
]
