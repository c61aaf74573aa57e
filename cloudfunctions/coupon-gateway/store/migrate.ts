import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database'

/** Beside this file, or beside the bundle that holds it. */
export const MIGRATIONS = join(__dirname, 'migrations')

// Any number, the same in every version of ours: who holds it changes the tables.
const LOCK = 7_031_938

/**
 * Brings the tables up to date: every file of the folder whose name was not noted yet, in the order of their numbers,
 * in one transaction under one lock. So any number of processes may start at a time, and one that is killed in between leaves nothing behind.
 * A file that was released is never changed, and none drops what holds data.
 * Tables of a newer version are left as they are: an older process goes on beside a newer one.
 */
export const migrate = async (database: Database, folder = MIGRATIONS): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => /^\d{3}-[\w-]+\.sql$/.test(name)).sort()
  const files = await Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })),
  )
  await database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
    const applied = new Set(rows.map(({ name }) => name))
    for (const { name, sql } of files) {
      if (applied.has(name)) continue
      // Without values a text may hold many statements.
      await client.query(sql)
      await client.query('insert into schema_migrations (name) values ($1)', [name])
    }
  })
}
