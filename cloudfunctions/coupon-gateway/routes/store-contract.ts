import {
  array,
  boolean,
  literal,
  looseObject,
  nullable,
  object,
  picklist,
  string,
  union,
  unknown,
} from 'valibot'
import { EVENT_STATES } from '../store/event-status'
import { OrderList } from '../store/order-list'
import { named, operator, type Operation, read, whole } from './operation'

const EventStatus = looseObject({
  event_id: string(),
  order_id: nullable(string()),
  action_type: nullable(string()),
  state: picklist(EVENT_STATES),
  received: array(object({ from: picklist(['phone', 'server']), at: string() })),
  repeats: whole,
})
const Job = looseObject({
  id: string(),
  kind: string(),
  state: picklist(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: whole,
  total: whole,
})

/** The addresses of what the gateway remembers. */
export const STORE_OPERATIONS: readonly Operation[] = [
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
    query: { cursor: 'of the page before', limit: 'at most 500' },
    answers: { 200: object({ jobs: array(Job), next: nullable(string()) }) },
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
