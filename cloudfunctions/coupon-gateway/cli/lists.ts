import { writeJson } from '../lib/json'
import type { EventStatus } from '../store/event-status'
import type { JobStatus } from '../store/jobs'
import { writeCsv } from './csv'
import { reportRefusal } from './failure'
import { EXIT_DONE, type Io } from './io'
import type { StoreAnswer, StoreClient } from './store-client'
import { cellOf, table } from './table'

export interface ListOptions {
  readonly order?: string
  readonly coupon?: string
  readonly state?: string
  readonly from?: string
  readonly to?: string
  readonly format: 'table' | 'csv' | 'json'
  readonly limit?: string
}

type Row = Readonly<Record<string, unknown>>

/** One of the gateway's lists: where it is, what one row of it is called, and how it is written. */
interface List<T> {
  readonly path: '/events' | '/jobs'
  readonly filter: Readonly<Record<string, string | undefined>>
  readonly one: string
  /** The table's head, in the order of a row's fields. */
  readonly head: readonly string[]
  readonly rowOf: (item: T) => Row
}

const PAGE = 500

/** The whole list, page after page; in the end the answer to a question that was refused. */
async function* itemsOf<T>(
  client: StoreClient,
  { path, filter }: List<T>,
  limit: number,
): AsyncGenerator<T, StoreAnswer | undefined> {
  let left = limit
  let cursor: string | undefined
  do {
    const query = new URLSearchParams({ limit: String(Math.min(PAGE, left)) })
    for (const [name, value] of Object.entries({ ...filter, cursor }))
      if (value !== undefined) query.set(name, value)
    const answer = await client.ask('GET', `${path}?${query.toString()}`)
    if (answer.status !== 200) return answer
    const page = answer.body as { events?: T[]; jobs?: T[]; next: string | null }
    const items = page.events ?? page.jobs ?? []
    yield* items
    left -= items.length
    cursor = page.next ?? undefined
  } while (cursor !== undefined && left > 0)
  return undefined
}

const write = async <T>(
  client: StoreClient,
  list: List<T>,
  { format, limit }: ListOptions,
  io: Io,
): Promise<number> => {
  const { stdout, stderr } = io
  const found: T[] = []
  const items = itemsOf(client, list, Number(limit ?? Infinity))
  for (;;) {
    const next = await items.next()
    if (next.done) {
      if (next.value === undefined) break
      return reportRefusal(next.value, io)
    }
    // As it comes: as JSON, a list may be longer than the memory.
    if (format === 'json') stdout(writeJson(next.value))
    else found.push(next.value)
  }
  const rows = found.map(list.rowOf)
  if (format === 'csv') stdout(writeCsv(rows))
  else if (format === 'table') {
    const cells = rows.map((row) => Object.values(row))
    if (rows.length) stdout(table(list.head, cells, rows.length))
    stderr(`${rows.length} ${list.one}${rows.length === 1 ? '' : 's'}`)
  }
  return EXIT_DONE
}

/** What became of the events that the options name. */
export const listEvents = (client: StoreClient, options: ListOptions, io: Io): Promise<number> => {
  const { order, coupon, state, from, to } = options
  const list: List<EventStatus> = {
    path: '/events',
    filter: { order_id: order, coupon_ins_id: coupon, state, from, to },
    one: 'event',
    head: [
      'time',
      'order',
      'action',
      'piece',
      'amount',
      'state',
      'from',
      'again',
      'forwarded',
      'refusal',
      'event_id',
    ],
    rowOf: (event) => ({
      time: event.time ?? '',
      order_id: event.order_id,
      action_type: event.action_type ?? '',
      coupon_ins_id: event.coupon_ins_id ?? '',
      coupon_deduction: event.coupon_deduction,
      state: event.state,
      received: event.received.map(({ from: by }) => by).join('+'),
      repeats: event.repeats,
      done_at: event.done_at ?? '',
      refusal: event.refusal ? `${event.refusal.code} ${event.refusal.message}` : '',
      event_id: event.event_id,
    }),
  }
  return write(client, list, options, io)
}

/** How far the jobs are. */
export const listJobs = (client: StoreClient, options: ListOptions, io: Io): Promise<number> => {
  const list: List<JobStatus> = {
    path: '/jobs',
    filter: {},
    one: 'job',
    head: ['lined up', 'kind', 'state', 'done', 'of', 'problem', 'id'],
    rowOf: (job) => ({
      created_at: job.created_at,
      kind: job.kind,
      state: job.state,
      done: job.done,
      total: job.total,
      error: cellOf(job.error),
      id: job.id,
    }),
  }
  return write(client, list, options, io)
}
