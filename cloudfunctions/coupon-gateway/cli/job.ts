import { createHash } from 'node:crypto'
import { writeJson } from '../lib/json'
import type { JobStatus } from '../store/jobs'
import { chinaDay } from '../wechat/days'
import { reportRefusal } from './failure'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { openStoreClient, type StoreAnswer, type StoreClient } from './store-client'

// A second is soon enough for a person, and nothing for a gateway.
const LOOK_MS = 1_000
// A gateway that is started anew is back by then.
const MAX_LOOKS_IN_VAIN = 60

/** What a job came to; `undefined` where it was only lined up. */
interface JobEnd {
  readonly code: number
  readonly result?: unknown
}

/** What is lined up. */
interface Job {
  readonly kind: string
  readonly input: unknown
}

/** Why `--env` cannot be had together with a job. `undefined`: it names no other account than the gateway's. */
export const problemOfJobAt = (env: string): string | undefined =>
  env === 'production'
    ? undefined
    : `--env ${env} is for what this command does itself. A job is the gateway's, with the account that the gateway has.`

/** Nothing here can do it, but a gateway that has the account may. */
const isLeft = ({ state, error }: JobStatus): boolean =>
  state === 'waiting' && Object(error).kind === 'unconfigured'

const mayChange = ({ status, body }: StoreAnswer): boolean =>
  status === 0 ? Object(body).error !== 'too_large' : status >= 500

const watch = async (
  client: StoreClient,
  job: JobStatus,
  unit: string,
  io: Io,
): Promise<JobEnd> => {
  const bar = io.progress(job.total, unit)
  // Where no gateway runs that would do it, it is done here.
  const working = client.work()
  let now = job
  let inVain = 0
  try {
    for (;;) {
      const answer = await client.ask('GET', `/jobs/${job.id}`)
      if (answer.status === 200) {
        now = answer.body as JobStatus
        inVain = isLeft(now) ? inVain + 1 : 0
      } else {
        inVain += 1
        if (!mayChange(answer) || inVain > MAX_LOOKS_IN_VAIN)
          return { code: reportRefusal(answer, io) }
      }
      bar.at(now.done)
      if ((now.state !== 'waiting' && now.state !== 'running') || inVain > MAX_LOOKS_IN_VAIN) break
      await io.ports.clock.sleep(LOOK_MS)
    }
  } finally {
    bar.end()
    await working
  }
  if (now.state === 'done') return { code: EXIT_DONE, result: now.result }
  io.stderr(
    `The job ${job.id} ${now.state} after ${now.done} of ${now.total}: ${writeJson(now.error)}`,
  )
  return { code: EXIT_UPSTREAM }
}

/** Whether batches were pushed after these, so that the vendor may have others of the same ids by now. */
const isOvertaken = async (
  client: StoreClient,
  { id, updated_at }: JobStatus,
): Promise<boolean> => {
  const { body } = await client.ask('GET', '/jobs?limit=500')
  const { jobs = [] } = Object(body) as { jobs?: readonly JobStatus[] }
  return jobs.some(
    (other) => other.kind === 'coupon-batches' && other.id !== id && other.updated_at > updated_at,
  )
}

/**
 * Whether a job that is there already is not what is asked for: to do it now. What a push without a job has changed since
 * one was done, no job knows; to push the same again does no harm.
 */
const isPast = async (client: StoreClient, job: JobStatus): Promise<boolean> =>
  job.state === 'cancelled' ||
  (job.kind === 'coupon-batches' &&
    (job.state === 'done' || (job.state === 'failed' && (await isOvertaken(client, job)))))

/**
 * Lines the work up. The same work of the same day (China's) is the same job, unless that is past: then it is the one that
 * follows it.
 */
const lineUp = async (
  client: StoreClient,
  { kind, input }: Job,
  day: string,
): Promise<JobStatus | StoreAnswer> => {
  let past: readonly string[] = []
  for (;;) {
    const hash = createHash('sha256').update(writeJson([day, kind, input, ...past]))
    const headers = { 'idempotency-key': hash.digest('base64url') }
    const answer = await client.ask('POST', '/jobs', { kind, input }, headers)
    if (answer.status !== 202) return answer
    const job = answer.body as JobStatus
    if (!(await isPast(client, job))) return job
    past = [job.id]
  }
}

/**
 * Lines work up in the store that the environment names and, with `wait`, shows how it goes until it is over. The same
 * command may be run again after anything; a job that failed goes on.
 */
export const runJob = async (
  job: Job,
  { wait, unit }: { readonly wait: boolean; readonly unit: string },
  io: Io,
): Promise<JobEnd> => {
  const client = await openStoreClient(io)
  if ('problem' in client) {
    io.stderr(client.problem)
    return { code: EXIT_USAGE }
  }
  try {
    const lined = await lineUp(client, job, chinaDay(io.ports.clock.now()))
    if ('status' in lined) return { code: reportRefusal(lined, io) }
    io.stderr(`Job ${lined.id}`)
    if (lined.state === 'failed') await client.ask('POST', `/jobs/${lined.id}/retry`, {})
    return wait ? await watch(client, lined, unit, io) : { code: EXIT_DONE }
  } finally {
    await client.close()
  }
}
