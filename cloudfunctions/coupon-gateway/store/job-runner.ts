import { performance } from 'node:perf_hooks'
import { parseJson, writeJson } from '../lib/json'
import type { Ports } from '../lib/ports'
import type { Database, Queryable } from './database'

/** What one slice of a job came to. */
export type Slice =
  /** `cursor` is where to go on; `record` is written in the same transaction as the cursor. */
  | {
      readonly kind: 'done'
      readonly cursor: number
      readonly part?: unknown
      record?(client: Queryable): Promise<void>
    }
  /** It may succeed later. */
  | { readonly kind: 'later'; readonly error: unknown }
  /** It will not, however often it is tried. */
  | { readonly kind: 'failed'; readonly error: unknown }

/** A sort of work that is done in slices, each of which may be done twice without harm. */
export interface JobKind {
  /** The variable that this process lacks for it: its jobs are left to one that has it. */
  readonly missing?: string | undefined
  /** Works from `cursor` on, for seconds and not for minutes. */
  slice(input: unknown, cursor: number): Promise<Slice>
  /** The result of a finished job, from what its slices brought. */
  result(parts: readonly unknown[]): unknown
}

/** The work of one process on the jobs of all. */
export interface JobRunner {
  start(): void
  /** Works until nothing can be done now. */
  drain(): Promise<void>
  wake(): void
  /** Ends after the slice that is under way, recorded. */
  stop(): Promise<void>
}

// A killed worker is missed for as long; one that runs says so three times in that while.
const LEASE_MS = 20_000
const RENEW_MS = 6_000
const POLL_MS = 1_000
const MAX_WAIT_MS = 10 * 60_000
// Half a day of growing waits.
const MAX_TRIES = 80

const lease = `interval '1 millisecond' * ${LEASE_MS}`

interface Claimed {
  readonly id: string
  readonly kind: string
  readonly input: string
  readonly cursor: number
  readonly total: number
  readonly tries: number
  readonly token: number
}

const claim = async (
  database: Queryable,
  owner: string,
  kinds: readonly string[],
): Promise<Claimed | undefined> => {
  const { rows } = await database.query<Claimed>(
    `update jobs set token = token + 1, owner = $1, leased_until = now() + ${lease}
     where id = (
       select id from jobs
       where state = 'waiting' and leased_until < now() and due_at <= now() and kind = any($2)
       order by due_at, created_at limit 1 for update skip locked)
     returning id, kind, input, cursor, total, tries, token`,
    [owner, kinds],
  )
  return rows[0]
}

/** Works on jobs, one at a time, slice by slice; another process goes on where this one is killed. */
export const createJobRunner = (
  database: Database,
  kinds: ReadonlyMap<string, JobKind>,
  { random, log }: Pick<Ports, 'random' | 'log'>,
  { owner, pollMs = POLL_MS }: { readonly owner: string; readonly pollMs?: number },
): JobRunner => {
  let stopping = false
  const doable = [...kinds].flatMap(([name, { missing }]) => (missing === undefined ? [name] : []))

  const renew = async ({ id, token }: Claimed): Promise<boolean> =>
    ((
      await database.query(
        `update jobs set leased_until = now() + ${lease} where id = $1 and token = $2 and state = 'waiting'`,
        [id, token],
      )
    ).rowCount ?? 0) > 0

  /** Cursor, part and what the slice recorded, all or nothing. `false`: the job is another's by now, or cancelled. */
  const commit = (job: Claimed, cursor: number, slice: Extract<Slice, { kind: 'done' }>) =>
    database.transaction(async (client) => {
      const { rowCount } = await client.query(
        `update jobs set cursor = $3, tries = 0, error = null, updated_at = now(), leased_until = now() + ${lease},
           state = case when $3 >= total then 'done' else state end,
           -- It may name persons.
           input = case when $3 >= total then '' else input end
         where id = $1 and token = $2 and state = 'waiting'`,
        [job.id, job.token, cursor],
      )
      if (!rowCount) return false
      if (slice.part !== undefined)
        await client.query(
          `insert into job_parts (job_id, cursor, body) values ($1, $2, $3)
           on conflict (job_id, cursor) do update set body = excluded.body`,
          [job.id, cursor, writeJson(slice.part)],
        )
      await slice.record?.(client)
      return true
    })

  const release = async (
    { id, token }: Claimed,
    {
      waitMs = 0,
      error,
      failed = false,
    }: { waitMs?: number; error?: unknown; failed?: boolean } = {},
  ): Promise<void> => {
    await database.query(
      `update jobs set leased_until = '-infinity', due_at = now() + interval '1 millisecond' * $3::float8,
         tries = tries + case when $4::text is null then 0 else 1 end, error = coalesce($4, error), updated_at = now(),
         state = case when $5 then 'failed' else state end
       where id = $1 and token = $2 and state = 'waiting'`,
      [id, token, waitMs, error === undefined ? null : writeJson(error), failed],
    )
  }

  const work = async (job: Claimed, kind: JobKind): Promise<void> => {
    const input = parseJson(job.input)
    let { cursor, tries } = job
    while (cursor < job.total) {
      if (stopping) return release(job)
      const asked = performance.now()
      // A worker that was stopped beyond its lease finds out here, and does nothing more.
      if (!(await renew(job)) || performance.now() - asked > LEASE_MS) return
      const slice = await kind.slice(input, cursor)
      if (slice.kind === 'done') {
        if (!(await commit(job, slice.cursor, slice))) return
        cursor = slice.cursor
        tries = 0
        continue
      }
      const failed = slice.kind === 'failed' || tries >= MAX_TRIES
      const waitMs = Math.min(MAX_WAIT_MS, 2_000 * 2 ** Math.min(tries, 20))
      log.warn({ job: job.id, kind: job.kind, failed }, 'A job could not go on')
      return release(job, {
        waitMs: waitMs * (0.5 + random.number() / 2),
        error: slice.error,
        failed,
      })
    }
  }

  /** `false`: there was nothing to do. */
  const turn = async (): Promise<boolean> => {
    const job = await claim(database, owner, doable)
    const kind = job && kinds.get(job.kind)
    if (!job || !kind) return false
    const timer = setInterval(() => void renew(job).catch(() => undefined), RENEW_MS)
    try {
      await work(job, kind)
    } finally {
      clearInterval(timer)
    }
    return true
  }

  let resume = () => undefined as void
  const loop = async (): Promise<void> => {
    while (!stopping) {
      try {
        if (await turn()) continue
      } catch (error) {
        log.error({ err: error }, 'Working on jobs failed')
      }
      if (stopping) return
      await new Promise<void>((go) => {
        const timer = setTimeout(go, pollMs)
        resume = () => {
          clearTimeout(timer)
          go()
        }
      })
    }
  }

  let running: Promise<void> | undefined
  return {
    start() {
      running = loop()
    },
    async drain() {
      while (await turn());
    },
    wake: () => resume(),
    async stop() {
      stopping = true
      resume()
      await running
    },
  }
}
