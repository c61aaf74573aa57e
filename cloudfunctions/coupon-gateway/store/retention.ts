import { isRecord } from '../lib/check'
import { parseJson, writeJson } from '../lib/json'
import type { Queryable } from './database'
import { column, personOf } from './reported-event'

// So that no deletion holds what the others need for long.
const ROWS_A_TIME = 1_000

const OLD = `interval '1 day' * $1::int`

// Never what waits or was put aside: that is not done with.
const STATEMENTS = [
  `delete from events where seq in (
     select seq from events join deliveries using (seq)
     where received_at < now() - ${OLD} and (state = 'accepted' or body = '') order by seq limit ${ROWS_A_TIME})`,
  `delete from batches where id in (
     select id from batches where started_at < now() - ${OLD} and finished_at is not null limit ${ROWS_A_TIME})`,
  `delete from jobs where id in (
     select id from jobs where updated_at < now() - ${OLD} and state <> 'waiting' limit ${ROWS_A_TIME})`,
]

/** Deletes what is older than `days` and done with; how many rows that were. */
export const deleteOld = async (database: Queryable, days: number): Promise<number> => {
  let deleted = 0
  for (const statement of STATEMENTS)
    for (;;) {
      const rows = (await database.query(statement, [days])).rowCount ?? 0
      deleted += rows
      if (rows < ROWS_A_TIME) break
    }
  return deleted
}

/** The lists of orders that jobs still need lose his ids. One at a time: each may have megabytes. */
const eraseFromJobs = async (database: Queryable, open_id: string): Promise<void> => {
  const named = await database.query<{ id: string }>(
    "select id from jobs where kind = 'reconciliation' and position($1 in input) > 0",
    [JSON.stringify(open_id).slice(1, -1)],
  )
  for (const { id } of named.rows) {
    const { rows } = await database.query<{ input: string }>(
      'select input from jobs where id = $1',
      [id],
    )
    const input = parseJson(rows[0]?.input ?? '')
    if (!isRecord(input) || !Array.isArray(input['orders'])) continue
    const orders = input['orders'].map((order: unknown) => {
      if (!isRecord(order) || String(order['open_id']).trim() !== open_id) return order
      const { open_id: _, user_id: __, ...others } = order
      return others
    })
    await database.query("update jobs set input = $2 where id = $1 and input <> ''", [
      id,
      writeJson({ ...input, orders }),
    ])
  }
}

/**
 * Forgets a person: what was stored of him loses its content, and what waits is not sent. Its id stays, so that a phone
 * that reports it once more is recognised; how many events there were.
 */
export const erasePerson = async (database: Queryable, open_id: string): Promise<number> => {
  await eraseFromJobs(database, open_id)
  const { rows } = await database.query<{ count: number }>(
    `with mine as (
       update events set body = '', person = null, user_id = null,
         -- Older processes kept the open_id itself.
         order_key = case when order_key in (encode($1, 'hex'), $2) then event_id else order_key end
       where person = $1 returning seq),
     unsent as (
       update deliveries set state = 'refused', done_at = now(), code = 'erased', message = 'Erased before it was sent'
       where state <> 'accepted' and seq in (select seq from mine)),
     -- A piece stays used, also where its event is gone; its user is erased, under both of his ids.
     uses as (
       delete from used_coupons
       where seq in (select seq from mine union select seq from used_coupons where user_id = encode($1, 'hex'))
       returning coupon_ins_id, coupon_id, seq, used_at),
     unnamed as (
       insert into used_coupons (coupon_ins_id, user_id, coupon_id, seq, used_at)
       select distinct on (coupon_ins_id, seq) coupon_ins_id, 'erased ' || seq, coupon_id, seq, used_at from uses
       on conflict do nothing)
     select count(*) as count from mine`,
    [personOf(open_id), column(open_id)],
  )
  return rows[0]?.count ?? 0
}
