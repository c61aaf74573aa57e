import {
  array,
  boolean,
  literal,
  looseObject,
  nullable,
  number,
  object,
  optional,
  picklist,
  record,
  string,
  union,
  unknown,
} from 'valibot'
import { Cart } from '../coupon-engine/cart'
import { REASONS } from '../coupon-engine/rule'
import { CardUpdate } from '../wechat/card-update'
import { AnyReport } from '../wechat/statistics'
import { Coupon } from '../youshu/coupon'
import { EDITIONS } from '../youshu/report'
import { named, open, operator, type Operation, whole } from './operation'
import { STORE_OPERATIONS } from './store-contract'

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

const Stored = object({ event_ids: array(string()), stored: whole, repeats: whole })

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
    answers: { 200: looseObject({ openapi: string() }) },
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
    body: object({
      events: array(Event),
      from,
      app_id: optional(string()),
      edition: optional(picklist(EDITIONS)),
    }),
    answers: { 200: object(run), 202: Stored },
    upstream: true,
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
  ...STORE_OPERATIONS,
]
