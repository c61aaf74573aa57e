import { createHash } from 'node:crypto'
import { writeJson } from '../lib/json'
import type { JobStatus } from '../store/jobs'
import { chinaDay } from '../wechat/days'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { openStoreClient, type StoreClient } from './store-client'

// A second is soon enough for a person, and nothing for a gateway.
const LOOK_MS = 1_000

/** What a job came to; `undefined` where it was only lined up. */
interface JobEnd {
  readonly code: number
  readonly result?: unknown
}

const watch = async (
  client: StoreClient,
  job: JobStatus,
  unit: string,
  { ports, progress, stderr }: Io,
): Promise<JobEnd> => {
  const bar = progress(job.total, unit)
  // Where no gateway runs that would do it, it is done here.
  const working = client.work()
  let now = job
  try {
    for (;;) {
      const { status, body } = await client.ask('GET', `/jobs/${job.id}`)
      if (status === 200) now = body as JobStatus
      bar.at(now.done)
      if (now.state !== 'waiting' && now.state !== 'running') break
      await ports.clock.sleep(LOOK_MS)
    }
  } finally {
    bar.end()
    await working
  }
  if (now.state === 'done') return { code: EXIT_DONE, result: now.result }
  stderr(
    `The job ${job.id} ${now.state} after ${now.done} of ${now.total}: ${writeJson(now.error)}`,
  )
  return { code: EXIT_UPSTREAM }
}

/**
 * Lines work up in the store that the environment names and, with `wait`, shows how it goes until it is over. The same
 * work of the same day (China's) is the same job, so the same command may be run again after anything; a job that failed goes on.
 */
export const runJob = async (
  job: { readonly kind: string; readonly input: unknown },
  { wait, unit }: { readonly wait: boolean; readonly unit: string },
  io: Io,
): Promise<JobEnd> => {
  const client = await openStoreClient(io.env)
  if ('problem' in client) {
    io.stderr(client.problem)
    return { code: EXIT_USAGE }
  }
  try {
    const { kind, input } = job
    const day = chinaDay(io.ports.clock.now())
    const hash = createHash('sha256').update(writeJson([day, kind, input]))
    const headers = { 'idempotency-key': hash.digest('base64url') }
    const { status, body } = await client.ask('POST', '/jobs', { kind, input }, headers)
    if (status !== 202) {
      io.stderr(`The job was not lined up: ${writeJson(body)}`)
      return { code: status === 422 || status === 503 ? EXIT_USAGE : EXIT_UPSTREAM }
    }
    const lined = body as JobStatus
    io.stderr(`Job ${lined.id}`)
    if (lined.state === 'failed') await client.ask('POST', `/jobs/${lined.id}/retry`, {})
    return wait ? await watch(client, lined, unit, io) : { code: EXIT_DONE }
  } finally {
    await client.close()
  }
}
