import { createHash } from 'node:crypto'
import type { Database, Queryable } from './database'
import type { ReportedEvent } from './reported-event'

/** From whom an event came. */
export type Source = 'phone' | 'server'

/** What became of a report. Each of its events is stored, now or before. */
export interface Stored {
  readonly event_ids: readonly string[]
  readonly stored: number
  /** Those that were there already: only counted, since the first content holds. */
  readonly repeats: number
}

/** As many deliveries of one tenant can be under way at a time. Never less: an order would change its lane. */
const LANES = 16

const slotOf = (order_key: string): number =>
  (createHash('sha1').update(order_key).digest()[0] ?? 0) % LANES

/** Makes the rows that show all processes what is being sent for a tenant. */
export const addTenants = async (database: Database, appIds: readonly string[]): Promise<void> => {
  await database.query(
    `insert into lanes (app_id, slot)
     select app_id, slot from unnest($1::text[]) app_id, generate_series(0, $2 - 1) slot
     order by 1, 2 on conflict do nothing`,
    [appIds, LANES],
  )
  await database.query(
    'insert into upstreams (app_id) select * from unnest($1::text[]) order by 1 on conflict do nothing',
    [appIds],
  )
}

// The numbers are drawn in the order of the report and the rows inserted in the order of their ids: the first keeps an order's events in order, the second keeps
// two reports of the same events from waiting for each other. An app id without lanes gets
// nothing stored, and null: an event that is never forwarded would only make later ones repeats.
const INGEST = `
with given as materialized (
  select g.*, nextval(pg_get_serial_sequence('events', 'seq')) as seq from (
    select * from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::float8[],
      $9::bytea[], $10::text[], $11::float8[], $12::text[])
    with ordinality as t(event_id, order_key, slot, action_type, coupon_id, coupon_ins_id, deduction, person, user_id,
      occurred_at, body, place)
    order by place) g),
fresh as (
  insert into events (seq, app_id, event_id, order_key, action_type, coupon_id, coupon_ins_id, deduction, person,
    user_id, source, occurred_at, body)
  select seq, $1, event_id, order_key, action_type, coupon_id, coupon_ins_id, deduction, person, user_id, $13,
    to_timestamp(occurred_at / 1000), body
  from given where exists (select from lanes where app_id = $1) order by event_id
  on conflict (app_id, event_id) do nothing
  returning seq, event_id),
queued as (
  insert into deliveries (seq, lane)
  select fresh.seq, lanes.id
  from fresh join given using (seq) join lanes on lanes.app_id = $1 and lanes.slot = given.slot)
select event_id from fresh
union all select null where not exists (select from lanes where app_id = $1)`

const COUNT_REPEATS = `
insert into repeats (seq, source, count)
select events.seq, $3, g.count
from unnest($2::text[], $4::int[]) g(event_id, count)
join events on events.app_id = $1 and events.event_id = g.event_id
order by events.seq
on conflict (seq, source) do update set count = repeats.count + excluded.count, last_at = now()`

/**
 * Keeps the events of a report, one row each, and lines up what is new to be forwarded. When this is done the reporter
 * may forget them. Of events that share an id the first content holds, within the report too.
 */
export const storeReport = async (
  database: Queryable,
  appId: string,
  source: Source,
  events: readonly ReportedEvent[],
): Promise<Stored> => {
  const first = new Map<string, ReportedEvent>()
  const repeats = new Map<string, number>()
  for (const event of events) {
    if (first.has(event.event_id))
      repeats.set(event.event_id, (repeats.get(event.event_id) ?? 0) + 1)
    else first.set(event.event_id, event)
  }
  const given = [...first.values()]
  const { rows } = await database.query<{ event_id: string | null }>(INGEST, [
    appId,
    given.map(({ event_id }) => event_id),
    given.map(({ order_key }) => order_key),
    given.map(({ order_key }) => slotOf(order_key)),
    given.map(({ action_type }) => action_type),
    given.map(({ coupon_id }) => coupon_id),
    given.map(({ coupon_ins_id }) => coupon_ins_id),
    given.map(({ deduction }) => deduction),
    given.map(({ person }) => person),
    given.map(({ user_id }) => user_id),
    given.map(({ occurred_at }) => occurred_at),
    given.map(({ body }) => body),
    source,
  ])
  const fresh = new Set(rows.map(({ event_id }) => event_id))
  if (fresh.has(null)) throw new Error('no tenant of ours')
  for (const id of first.keys()) if (!fresh.has(id)) repeats.set(id, (repeats.get(id) ?? 0) + 1)
  // A second statement: only a new snapshot sees what another process stored at the same time. A kill in between loses
  // no more than a count, and the reporter, who got no answer, comes again.
  if (repeats.size)
    await database.query(COUNT_REPEATS, [appId, [...repeats.keys()], source, [...repeats.values()]])
  return {
    event_ids: [...first.keys()],
    stored: fresh.size,
    repeats: events.length - fresh.size,
  }
}
