import type { Queryable } from './database'
import type { Source } from './relay'
import { column } from './reported-event'

/** Where an event is: kept, being sent, or what the vendor said; parked: something on the way does not let it pass. */
export const EVENT_STATES = ['stored', 'forwarding', 'accepted', 'refused', 'parked'] as const
export type EventState = (typeof EVENT_STATES)[number]

/** One event, and what became of it. Moments are ISO 8601 in UTC. */
export interface EventStatus {
  readonly event_id: string
  readonly app_id: string
  /** Null: it was shown, tapped or received, and belongs to no order. */
  readonly order_id: string | null
  readonly action_type: string | null
  readonly coupon_id: string | null
  readonly coupon_ins_id: string | null
  /** Yuan. */
  readonly coupon_deduction: number | null
  /** When it happened, by its own `time`. */
  readonly time: string | null
  readonly state: EventState
  /** From whom it came, and when first. */
  readonly received: readonly { readonly from: Source; readonly at: string }[]
  /** How often it came again. */
  readonly repeats: number
  /** When the vendor took it, or when it was put aside. */
  readonly done_at?: string
  /** So many calls held it and brought no answer: the vendor may have it more than once. */
  readonly unanswered?: number
  readonly refusal?: { readonly code: string; readonly message: string }
}

/** Which events; all that are given must hold. Moments are milliseconds since 1970, of the events' own time. */
export interface EventFilter {
  readonly event_id?: string | undefined
  readonly order_id?: string | undefined
  readonly coupon_ins_id?: string | undefined
  readonly state?: EventState | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Where the page before ended. */
  readonly before?: number | undefined
  readonly limit: number
}

interface Row {
  readonly seq: number
  readonly event_id: string
  readonly app_id: string
  readonly order_id: string | null
  readonly action_type: string | null
  readonly coupon_id: string | null
  readonly coupon_ins_id: string | null
  readonly deduction: number | null
  readonly occurred_at: number | null
  readonly source: Source
  readonly received_at: number
  readonly state: EventState
  readonly done_at: number | null
  readonly unanswered: number
  readonly code: string | null
  readonly message: string | null
  readonly repeats: readonly string[]
  readonly body: string
}

/** A moment as callers see it. */
export const iso = (ms: number): string => new Date(ms).toISOString()

const UNDER_WAY = `exists (
  select 1 from batches b where b.lane = d.lane and b.finished_at is null and e.seq = any(b.seqs))`
const STATE = `case d.state when 'waiting' then case when ${UNDER_WAY} then 'forwarding' else 'stored' end else d.state end`

/** What the reporter calls it: without what the store adds to what has no order. */
const GIVEN_ID = "regexp_replace(event_id, '#[0-9a-f]{16}$', '')"

const SELECT = `
select e.seq, e.event_id, e.app_id, e.action_type, e.coupon_id, e.coupon_ins_id, e.deduction::float8,
  nullif(e.order_key, coalesce(encode(e.person, 'hex'), e.event_id)) as order_id,
  e.occurred_at, e.source, e.received_at, e.body, d.done_at, d.unanswered, d.code, d.message, ${STATE} as state,
  array(select r.source || ' ' || r.count || ' ' || floor(extract(epoch from r.first_at) * 1000)
    from repeats r where r.seq = e.seq order by r.first_at) as repeats
from events e join deliveries d using (seq)
where ($1::text is null or $1 in (event_id, ${GIVEN_ID})) and ($2::text is null or e.order_key = $2)
  and ($3::text is null or e.coupon_ins_id = $3)
  and ($4::text is null or (d.state = case when $4 in ('stored', 'forwarding') then 'waiting' else $4 end and ${STATE} = $4))
  and ($5::float8 is null or e.occurred_at >= to_timestamp($5 / 1000))
  and ($6::float8 is null or e.occurred_at < to_timestamp($6 / 1000))
  and ($7::bigint is null or e.seq < $7)
order by e.seq desc limit $8`

const statusOf = (row: Row): EventStatus => {
  const repeats = row.repeats.map((repeat) => {
    const [from, count, at] = repeat.split(' ')
    return {
      from: from === 'server' ? 'server' : 'phone',
      count: Number(count),
      at: Number(at),
    } as const
  })
  const others = repeats.filter(({ from }) => from !== row.source)
  return {
    event_id: row.event_id,
    app_id: row.app_id,
    order_id: row.order_id,
    action_type: row.action_type,
    coupon_id: row.coupon_id,
    coupon_ins_id: row.coupon_ins_id,
    coupon_deduction: row.deduction,
    time: row.occurred_at === null ? null : iso(row.occurred_at),
    state: row.state,
    received: [
      { from: row.source, at: iso(row.received_at) },
      ...others.map(({ from, at }) => ({ from, at: iso(at) })),
    ],
    repeats: repeats.reduce((sum, { count }) => sum + count, 0),
    ...(row.done_at !== null && { done_at: iso(row.done_at) }),
    ...(row.unanswered > 0 && { unanswered: row.unanswered }),
    ...(row.code !== null && { refusal: { code: row.code, message: row.message ?? '' } }),
  }
}

/** Events with what became of them, the newest first, and where the next page begins. */
export const findEvents = async (
  database: Queryable,
  filter: EventFilter,
): Promise<{ readonly events: readonly EventStatus[]; readonly next: number | null }> => {
  const { event_id, order_id, coupon_ins_id, state, from, to, before, limit } = filter
  const ids = [event_id, order_id, coupon_ins_id].map(column)
  const values = [...ids, state, from, to, before, limit + 1]
  const { rows } = await database.query<Row>(
    SELECT,
    values.map((value) => value ?? null),
  )
  const page = rows.slice(0, limit)
  return {
    events: page.map(statusOf),
    next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
  }
}

/** One event with its body, as it came. */
export const showEvent = async (
  database: Queryable,
  event_id: string,
): Promise<readonly (EventStatus & { readonly body: string })[]> => {
  const values = [column(event_id), null, null, null, null, null, null, 100]
  const { rows } = await database.query<Row>(SELECT, values)
  return rows.map((row) => ({ ...statusOf(row), body: row.body }))
}

/** Sends refused and parked events again: those named, or all. How many will go. */
export const retryEvents = async (
  database: Queryable,
  event_ids: readonly string[] | 'all',
): Promise<number> => {
  const { rowCount } = await database.query(
    `update deliveries set state = 'waiting', refused_at = null, done_at = null, code = null, message = null
     from events
     where events.seq = deliveries.seq and deliveries.state in ('refused', 'parked') and events.body <> ''
       and ($1::text[] is null or event_id = any($1) or ${GIVEN_ID} = any($1))`,
    [event_ids === 'all' ? null : event_ids.map(column)],
  )
  return rowCount ?? 0
}
