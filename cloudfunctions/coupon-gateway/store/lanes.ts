import type { Queryable } from './database'

/** A lane that this worker may send from, as long as its token is the lane's and its lease holds. */
export interface Lease {
  readonly lane: number
  readonly app_id: string
  readonly token: number
  readonly events: readonly WaitingEvent[]
  /** How often in a row the lane's calls brought no answer. */
  readonly failures: number
  /** Others were accepted since its failures began: what fails is this lane's own, not the vendor. */
  readonly aloneInFailing: boolean
  /** Milliseconds since 1970; of any event of the tenant. */
  readonly accepted_at: number | null
}

/** An event that waits to be forwarded. */
export interface WaitingEvent {
  readonly seq: number
  readonly order_key: string
  readonly body: string
  /** When the vendor refused something that held it; milliseconds since 1970. */
  readonly refused_at: number | null
  /** How often it failed all alone while others passed, without a word from the vendor. */
  readonly doubts: number
}

/** Milliseconds that a worker may hold a lane without renewing. Longer than a call may take, short enough to be missed for after a kill. */
export const LEASE_MS = 15_000
/** As many events the vendor takes in a call. */
const MAX_BATCH = 50

/** From now on. */
export const LEASE = `interval '1 millisecond' * ${LEASE_MS}`

// A tenant whose vendor failed is asked by one worker at a time, until one call succeeds.
const CLAIM = `
with healthy as (
  select app_id from upstreams where app_id = any($2) and failures = 0 and blocked_until <= now()),
probed as (
  update upstreams set blocked_until = now() + ${LEASE}
  where app_id = (
    select app_id from upstreams u
    where app_id = any($2) and failures > 0 and blocked_until <= now() and exists (
      select 1 from lanes l join deliveries d on d.lane = l.id and d.state = 'waiting'
      where l.app_id = u.app_id and l.leased_until < now() and l.due_at <= now())
    limit 1 for update skip locked)
  returning app_id),
claimed as (
  update lanes set token = token + 1, owner = $1, leased_until = now() + ${LEASE}
  where id = (
    select id from lanes l
    where leased_until < now() and due_at <= now()
      and app_id in (select app_id from healthy union all select app_id from probed)
      and exists (select 1 from deliveries d where d.lane = l.id and d.state = 'waiting')
    order by due_at, id limit 1 for update skip locked)
  returning id, app_id, token, failures, failed_since)
select claimed.id as lane, claimed.app_id, token::float8, claimed.failures, upstreams.accepted_at,
  coalesce(upstreams.accepted_at > failed_since, false) as "aloneInFailing"
from claimed join upstreams using (app_id)`

// A call whose worker was killed: the vendor's answer is unknown. Only one at a time is open in a lane.
const CLOSE_ABANDONED = `
with abandoned as (
  update batches set finished_at = now(), outcome = 'unknown', code = 'abandoned'
  where lane = $1 and token < $2 and finished_at is null returning seqs)
update deliveries set unanswered = unanswered + 1
where state = 'waiting' and seq in (select unnest(seqs) from abandoned)`

const WAITING = `
select seq, order_key, body, refused_at, doubts from deliveries join events using (seq)
where deliveries.lane = $1 and state = 'waiting'`
const FIRST = `${WAITING} order by seq limit ${MAX_BATCH}`
const FIRST_OF_OTHERS = `${WAITING} and order_key not in (
  select order_key from deliveries join events using (seq)
  where lane = $1 and state = 'waiting' and refused_at is not null)
order by seq limit ${MAX_BATCH}`

/** The orders that wait for what was refused of them. */
export const refusedOrders = (events: readonly WaitingEvent[]): ReadonlySet<string> =>
  new Set(events.filter(({ refused_at }) => refused_at !== null).map(({ order_key }) => order_key))

/** The events of a lane that only this worker may send now. Nothing: there are none, or the vendor is to be left alone. */
export const claimLane = async (
  database: Queryable,
  owner: string,
  appIds: readonly string[],
): Promise<Lease | undefined> => {
  const { rows } = await database.query<Omit<Lease, 'events'>>(CLAIM, [owner, appIds])
  const [claimed] = rows
  if (!claimed) return undefined
  await database.query(CLOSE_ABANDONED, [claimed.lane, claimed.token])
  return { ...claimed, events: await waitingIn(database, claimed.lane) }
}

/**
 * What waits first in a lane. Where all of that waits for what was refused, also what waits behind it: only what passes
 * shows whose fault a refusal is. Statements of their own, so that they see what the last owner of the lane recorded.
 */
export const waitingIn = async (
  database: Queryable,
  lane: number,
): Promise<readonly WaitingEvent[]> => {
  const read = async (sql: string) => (await database.query<WaitingEvent>(sql, [lane])).rows
  const first = await read(FIRST)
  const refused = refusedOrders(first)
  const isStuck =
    first.length === MAX_BATCH && first.every(({ order_key }) => refused.has(order_key))
  return isStuck ? [...first, ...(await read(FIRST_OF_OTHERS))] : first
}

export type Held = Pick<Lease, 'lane' | 'token'>

/**
 * Notes a call before it is made, and renews the lease. `undefined`: nothing of it may be sent, since the lane is
 * another's by now or one of the events does not wait any more (its person was erased).
 */
export const beginBatch = async (
  database: Queryable,
  { lane, token }: Held,
  seqs: readonly number[],
): Promise<number | undefined> => {
  const { rows } = await database.query<{ id: number }>(
    `with mine as (
       update lanes set leased_until = now() + ${LEASE}
       where id = $1 and token = $2 and leased_until > now() and cardinality($3::bigint[]) = (
         select count(*) from deliveries where seq = any($3) and state = 'waiting')
       returning id)
     insert into batches (lane, token, seqs) select id, $2, $3 from mine returning id`,
    [lane, token, seqs],
  )
  return rows[0]?.id
}

/** Records that the vendor refused a batch as a whole, whosever fault that is. */
export const refuseBatch = async (
  database: Queryable,
  { lane, token }: Held,
  batch: number,
  refusal: {
    readonly code: string
    readonly message: string
    readonly seqs: readonly number[]
    /** It held one event alone. */
    readonly alone: boolean
    /** The vendor may have taken it. */
    readonly unknown: boolean
    readonly doubtful: boolean
  },
): Promise<boolean> =>
  (
    await database.query(
      `with mine as (update lanes set leased_until = now() + ${LEASE} where id = $1 and token = $2 returning id),
       marked as (
         update deliveries set unanswered = unanswered + case when $9 then 1 else 0 end,
           refused_at = case when $8 then coalesce(refused_at, now()) else refused_at end,
           code = case when $8 then $4 else code end, message = case when $8 then $5 else message end,
           doubts = doubts + case when $8 and $7 then 1 else 0 end
         where seq = any($6) and ($8 or $9) and state = 'waiting' and exists (select 1 from mine)),
       closed as (
         update batches set finished_at = now(), outcome = 'refused', code = $4, message = $5
         where id = $3 and finished_at is null)
       select 1 as held from mine`,
      [
        lane,
        token,
        batch,
        refusal.code,
        refusal.message,
        refusal.seqs,
        refusal.doubtful,
        refusal.alone,
        refusal.unknown,
      ],
    )
  ).rows.length > 0

/** Puts events aside that are refused while others are accepted: `own` says that the word was the vendor's. */
export const putAside = async (
  database: Queryable,
  { lane, token }: Held,
  aside: readonly { readonly seq: number; readonly own: boolean }[],
): Promise<void> => {
  await database.query(
    `update deliveries set state = case when given.own then 'refused' else 'parked' end, done_at = now()
     from unnest($3::bigint[], $4::boolean[]) given(seq, own)
     where deliveries.seq = given.seq and state = 'waiting'
       and exists (select 1 from lanes where id = $1 and token = $2)`,
    [lane, token, aside.map(({ seq }) => seq), aside.map(({ own }) => own)],
  )
}

/**
 * Records that a call brought no answer, and leaves the vendor alone: a second, then twice as long each time, at most five minutes, or as long as it asked for.
 * `random` is at least 0 and less than 1. Calls that were under way together count as one failure.
 */
export const failBatch = async (
  database: Queryable,
  { lane, token }: Held,
  batch: number,
  failure: {
    readonly code: string
    readonly message: string
    readonly unknown: boolean
    readonly retryAfterMs: number
    readonly random: number
  },
): Promise<void> => {
  await database.query(
    `with mine as (
       update lanes set failures = failures + 1, failed_since = coalesce(failed_since, now()),
         leased_until = '-infinity', due_at = now()
       where id = $1 and token = $2 returning app_id),
     closed as (
       update batches set finished_at = now(), outcome = case when $6 then 'unknown' else 'unavailable' end,
         code = $4, message = $5
       where id = $3 and finished_at is null returning seqs, started_at),
     doubtful as (
       update deliveries set unanswered = unanswered + 1
       where $6 and state = 'waiting' and seq in (select unnest(seqs) from closed)),
     counted as (
       select app_id, failed_at is null or failed_at < (select started_at from closed) as counts,
         interval '1 millisecond' * greatest($7::float8,
           least(300000, 1000 * 2 ^ least(failures, 20)) * (0.5 + $8::float8 / 2)) as wait
       from upstreams where app_id in (select app_id from mine))
     update upstreams set failed_at = now(), code = $4,
       failures = failures + case when counts then 1 else 0 end,
       blocked_until = case when counts then now() + wait
         else greatest(blocked_until, now() + interval '1 millisecond' * $7::float8) end
     from counted where counted.app_id = upstreams.app_id`,
    [
      lane,
      token,
      batch,
      failure.code,
      failure.message,
      failure.unknown,
      failure.retryAfterMs,
      failure.random,
    ],
  )
}

/** Gives a lane back, a second later, with a call that our own side did not make: that says nothing about the vendor. */
export const withdrawBatch = async (
  database: Queryable,
  { lane, token }: Held,
  batch: number,
  code: string,
): Promise<void> => {
  await database.query(
    `with mine as (
       update lanes set leased_until = '-infinity', due_at = now() + interval '1 second'
       where id = $1 and token = $2)
     update batches set finished_at = now(), outcome = 'unavailable', code = $4
     where id = $3 and finished_at is null`,
    [lane, token, batch, code],
  )
}

/** Gives a lane back; no worker takes it for `waitMs`. With `failed` the wait grows from time to time. */
export const releaseLane = async (
  database: Queryable,
  { lane, token }: Held,
  { waitMs = 0, failed = false } = {},
): Promise<void> => {
  await database.query(
    `update lanes set leased_until = '-infinity', due_at = now() + interval '1 millisecond' * $3::float8,
       failures = failures + $4::int, failed_since = case when $4::int = 1 then coalesce(failed_since, now()) else failed_since end
     where id = $1 and token = $2`,
    [lane, token, waitMs, failed ? 1 : 0],
  )
}
