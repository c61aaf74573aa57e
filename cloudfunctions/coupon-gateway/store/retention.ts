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

/**
 * Forgets a person: what was stored of him loses its content, and what waits is not sent. Its id stays, so that a phone
 * that reports it once more is recognised; how many events there were.
 */
export const erasePerson = async (database: Queryable, open_id: string): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    `with mine as (
       update events set body = '', person = null, user_id = null where person = $1 returning seq),
     unsent as (
       update deliveries set state = 'refused', done_at = now(), code = 'erased', message = 'Erased before it was sent'
       where state <> 'accepted' and seq in (select seq from mine)),
     -- A piece stays used; its user is erased.
     holdings as (update used_coupons set user_id = 'erased ' || seq where seq in (select seq from mine))
     select count(*) as count from mine`,
    [personOf(column(open_id) ?? '')],
  )
  return rows[0]?.count ?? 0
}
