import { createHash } from 'node:crypto'
import { parseJson, writeJson } from '../lib/json'
import type { Queryable } from './database'
import type { JobKind } from './job-runner'

/** A job as callers see it. Moments are ISO 8601 in UTC. */
export interface JobStatus {
  readonly id: string
  readonly kind: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  /** So many of `total` items are done. */
  readonly done: number
  readonly total: number
  readonly created_at: string
  readonly updated_at: string
  /** Why it failed, or what it waits for. */
  readonly error?: unknown
  readonly result?: unknown
}

interface Row {
  readonly id: string
  readonly kind: string
  readonly state: JobStatus['state']
  readonly cursor: number
  readonly total: number
  readonly error: string | null
  readonly created_at: number
  readonly updated_at: number
}

const COLUMNS = `id, kind, case when state = 'waiting' and leased_until > now() then 'running' else state end as state,
  cursor, total, error, created_at, updated_at`

const statusOf = (row: Row): JobStatus => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  done: row.cursor,
  total: row.total,
  created_at: new Date(row.created_at).toISOString(),
  updated_at: new Date(row.updated_at).toISOString(),
  ...(row.error !== null && { error: parseJson(row.error) }),
})

type Kinds = ReadonlyMap<string, JobKind>

/** Also what it waits for where this process cannot do it. */
const statusHere = (kinds: Kinds, row: Row): JobStatus => {
  const variable = kinds.get(row.kind)?.missing
  const isLeft = row.state === 'waiting' && variable !== undefined
  return { ...statusOf(row), ...(isLeft && { error: { kind: 'unconfigured', variable } }) }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const hasJob = async (database: Queryable, id: string): Promise<boolean> =>
  UUID.test(id) && (await database.query('select from jobs where id = $1', [id])).rowCount === 1

/**
 * Lines a job up. With a `key` that was used before, the job of that time, or `undefined` where its input was another:
 * so a caller who lost the answer asks again without doing the work twice.
 */
export const addJob = async (
  database: Queryable,
  job: {
    readonly kind: string
    readonly input: unknown
    readonly total: number
    readonly key?: string
  },
): Promise<JobStatus | undefined> => {
  const input = writeJson(job.input)
  const hash = createHash('sha256').update(`${job.kind}\n${input}`).digest('hex')
  const { rows } = await database.query<Row & { input_hash: string }>(
    `insert into jobs (kind, request_key, input_hash, input, total) values ($1, $2, $3, $4, $5)
     on conflict (request_key) do update set request_key = excluded.request_key
     returning ${COLUMNS}, input_hash`,
    [job.kind, job.key ?? null, hash, input, job.total],
  )
  const [row] = rows
  return row && row.input_hash === hash ? statusOf(row) : undefined
}

/**
 * Jobs, the newest first, and where the next page begins: `before` is the last job of the page before. `undefined`: there
 * is none such, so nothing can come after it.
 */
export const listJobs = async (
  database: Queryable,
  kinds: Kinds,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<{ readonly jobs: readonly JobStatus[]; readonly next: string | null } | undefined> => {
  if (before !== undefined && !(await hasJob(database, before))) return undefined
  const { rows } = await database.query<Row>(
    `select ${COLUMNS} from jobs
     where $1::uuid is null or (created_at, id) < (select created_at, id from jobs where id = $1)
     order by created_at desc, id desc limit $2`,
    [before ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  return {
    jobs: page.map((row) => statusHere(kinds, row)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** One job, with its result where it is done. */
export const showJob = async (
  database: Queryable,
  kinds: Kinds,
  id: string,
): Promise<JobStatus | undefined> => {
  if (!UUID.test(id)) return undefined
  const { rows } = await database.query<Row>(`select ${COLUMNS} from jobs where id = $1`, [id])
  const [row] = rows
  if (!row) return undefined
  const kind = kinds.get(row.kind)
  if (row.state !== 'done' || !kind) return statusHere(kinds, row)
  const parts = await database.query<{ body: string }>(
    'select body from job_parts where job_id = $1 order by cursor',
    [id],
  )
  return { ...statusOf(row), result: kind.result(parts.rows.map(({ body }) => parseJson(body))) }
}

/** Ends a job that is not over; its slice that is under way is not recorded. `false`: there is none such. */
export const cancelJob = async (database: Queryable, id: string): Promise<boolean> =>
  UUID.test(id) &&
  ((
    await database.query(
      `update jobs set state = 'cancelled', input = '', token = token + 1, updated_at = now()
       where id = $1 and state = 'waiting'`,
      [id],
    )
  ).rowCount ?? 0) > 0

/** Lets a failed job go on from where it stopped. `false`: there is none such. */
export const retryJob = async (database: Queryable, id: string): Promise<boolean> =>
  UUID.test(id) &&
  ((
    await database.query(
      `update jobs set state = 'waiting', tries = 0, error = null, due_at = now(), updated_at = now()
       where id = $1 and state = 'failed'`,
      [id],
    )
  ).rowCount ?? 0) > 0
