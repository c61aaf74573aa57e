import type { Database } from './database'

// Each after those that it refers to.
const TABLES = [
  'lanes',
  'upstreams',
  'events',
  'repeats',
  'deliveries',
  'batches',
  'jobs',
  'job_parts',
  'pushed_coupons',
  'statistics_days',
  'catalogue',
  'catalogue_version',
  'used_coupons',
] as const

const NUMBERED = [
  ['lanes', 'id'],
  ['events', 'seq'],
  ['batches', 'id'],
] as const

const ROWS_A_TIME = 1_000

// What a gateway that was started on an empty database has put there by itself.
const EMPTY = `select not exists (select from events) and not exists (select from jobs)
  and not exists (select from catalogue) as empty`
const CLEAR = ['delete from lanes', 'delete from upstreams', 'delete from catalogue_version']

/**
 * Copies everything that one store remembers into another one that is empty, or nothing: how many events that were.
 * `undefined`: the other one is not empty, and nothing was copied. No gateway may work on either meanwhile. Rows travel as
 * PostgreSQL's own JSON texts, so that no number, moment or body passes through types of ours.
 */
export const moveStore = (from: Database, to: Database): Promise<number | undefined> =>
  from.transaction((source) =>
    to.transaction(async (target) => {
      if (!(await target.query<{ empty: boolean }>(EMPTY)).rows[0]?.empty) return undefined
      for (const statement of CLEAR) await target.query(statement)
      let events = 0
      for (const table of TABLES) {
        await source.query(
          `declare moved cursor for select row_to_json(t)::text as row from ${table} t`,
        )
        for (;;) {
          const { rows } = await source.query<{ row: string }>(`fetch ${ROWS_A_TIME} from moved`)
          if (!rows.length) break
          await target.query(
            `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
            [`[${rows.map(({ row }) => row).join()}]`],
          )
          if (table === 'events') events += rows.length
        }
        await source.query('close moved')
      }
      for (const [table, column] of NUMBERED)
        await target.query(
          `select setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) from ${table}`,
        )
      // Who held these works on another store.
      await target.query("update lanes set leased_until = '-infinity'")
      await target.query("update jobs set leased_until = '-infinity'")
      return events
    }),
  )
