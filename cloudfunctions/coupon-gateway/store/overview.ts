import type { Queryable } from './database'
import type { StoreState } from '../lib/metrics'
import { type EventState, iso } from './event-status'

/** How many events are in each state, by the hour or day in which they came. Moments are ISO 8601 in UTC. */
export const countEvents = async (
  database: Queryable,
  range: { readonly from: number; readonly to: number; readonly by: 'hour' | 'day' },
): Promise<
  readonly { readonly at: string; readonly state: EventState; readonly count: number }[]
> => {
  const { rows } = await database.query<{ at: number; state: EventState; count: number }>(
    `select date_trunc($3, e.received_at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as at,
       case d.state when 'waiting' then 'stored' else d.state end as state, count(*) as count
     from events e join deliveries d using (seq)
     where e.received_at >= to_timestamp($1::float8 / 1000) and e.received_at < to_timestamp($2::float8 / 1000)
     group by 1, 2 order by 1, 2`,
    [range.from, range.to, range.by],
  )
  return rows.map(({ at, ...rest }) => ({ at: iso(at), ...rest }))
}

/** How the vendor does, tenant by tenant, and what waits for it. Moments are ISO 8601 in UTC. */
export const upstreamHealth = async (database: Queryable) => {
  const { rows } = await database.query<{
    app_id: string
    blocked_until: number
    failures: number
    accepted_at: number | null
    failed_at: number | null
    code: string | null
    waiting: number
    oldest: number | null
    refusal: string | null
    words: string | null
  }>(
    `select u.*, w.waiting, w.oldest, r.code as refusal, r.message as words from upstreams u left join lateral (
       select count(*) as waiting, min(e.received_at) as oldest
       from lanes l join deliveries d on d.lane = l.id and d.state = 'waiting' join events e using (seq)
       where l.app_id = u.app_id) w on true left join lateral (
       select d.code, d.message from lanes l join deliveries d on d.lane = l.id and d.state = 'waiting'
       where l.app_id = u.app_id and d.refused_at > coalesce(u.accepted_at, '-infinity')
       order by d.refused_at desc limit 1) r on true
     order by u.app_id`,
  )
  const moment = (ms: number | null) => (ms === null || !Number.isFinite(ms) ? null : iso(ms))
  return rows.map(({ app_id, failures, code, refusal, words, waiting, ...at }) => ({
    app_id,
    failures,
    code,
    /** What it said last, where it accepted nothing since. */
    refuses_all: refusal === null ? null : { code: refusal, message: words ?? '' },
    waiting,
    oldest: moment(at.oldest),
    blocked_until: moment(at.blocked_until),
    accepted_at: moment(at.accepted_at),
    failed_at: moment(at.failed_at),
  }))
}

/** The last calls to the vendor, the newest first. Moments are ISO 8601 in UTC. */
export const lastBatches = async (database: Queryable, limit: number) => {
  const { rows } = await database.query<{
    id: number
    app_id: string
    events: number
    started_at: number
    finished_at: number | null
    outcome: string | null
    code: string | null
    message: string | null
  }>(
    `select b.id, l.app_id, cardinality(b.seqs) as events, b.started_at, b.finished_at, b.outcome, b.code, b.message
     from batches b join lanes l on l.id = b.lane order by b.id desc limit $1`,
    [limit],
  )
  return rows.map(({ started_at, finished_at, ...batch }) => ({
    ...batch,
    started_at: iso(started_at),
    ms: finished_at === null ? null : Math.round(finished_at - started_at),
  }))
}

interface Counts {
  readonly waiting: number
  readonly parked: number
  readonly refused: number
  readonly oldest_ms: number | null
  readonly blocked: number
  readonly jobs_waiting: number
  readonly jobs_running: number
  readonly jobs_failed: number
}

// Only what small indexes hold: it is asked every few seconds, by the monitoring of every process.
const COUNTS = `
select
  (select count(*) from deliveries where state = 'waiting') as waiting,
  (select count(*) from deliveries where state = 'parked') as parked,
  (select count(*) from deliveries where state = 'refused') as refused,
  (select extract(epoch from now() - received_at)::float8 * 1000 from events
   where seq = (select min(seq) from deliveries where state = 'waiting')) as oldest_ms,
  (select count(*) from lanes l join upstreams u using (app_id)
   where (l.due_at > now() or u.blocked_until > now())
     and exists (select from deliveries d where d.lane = l.id and d.state = 'waiting')) as blocked,
  (select count(*) from jobs where state = 'waiting' and leased_until <= now()) as jobs_waiting,
  (select count(*) from jobs where state = 'waiting' and leased_until > now()) as jobs_running,
  (select count(*) from jobs where state = 'failed') as jobs_failed`

/** What waits and what was put aside, for the monitoring. */
export const workLeft = async (database: Queryable): Promise<Omit<StoreState, 'accepted'>> => {
  const [counts] = (await database.query<Counts>(COUNTS)).rows
  const { waiting = 0, parked = 0, refused = 0, oldest_ms, blocked = 0 } = counts ?? {}
  const { jobs_waiting = 0, jobs_running = 0, jobs_failed = 0 } = counts ?? {}
  return {
    events: { waiting, parked, refused },
    oldestWaitingMs: oldest_ms ?? 0,
    lanesBlocked: blocked,
    jobs: { waiting: jobs_waiting, running: jobs_running, failed: jobs_failed },
  }
}
