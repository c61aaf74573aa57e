import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import {
  createJobRunner,
  type JobKind,
  type Slice,
} from '../../../cloudfunctions/coupon-gateway/store/job-runner'
import {
  addJob,
  cancelJob,
  type JobStatus,
  retryJob,
  showJob,
} from '../../../cloudfunctions/coupon-gateway/store/jobs'
import { engines } from './engines'
import { createVendor } from './vendor'

describe.each(engines())('Jobs on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
  })
  afterAll(() => engine.stop())
  beforeEach(() => database.query('truncate jobs cascade'))

  const { ports } = createVendor()
  /** Counts to the total in steps of ten, and remembers from where each slice began. */
  const counting = (
    meanwhile: (cursor: number) => Promise<Slice | undefined> = async () => undefined,
  ) => {
    const begun: number[] = []
    const kind: JobKind = {
      async slice(_, cursor) {
        begun.push(cursor)
        return (await meanwhile(cursor)) ?? { kind: 'done', cursor: cursor + 10, part: [cursor] }
      },
      result: (parts) => parts.flat(),
    }
    const kinds = new Map([['count', kind]])
    const runner = (owner = 'one') => createJobRunner(database, kinds, ports, { owner })
    const show = async ({ id }: JobStatus): Promise<Partial<JobStatus>> =>
      (await showJob(database, kinds, id)) ?? {}
    return { begun, kinds, runner, show }
  }
  const add = async (key?: string, input: unknown = { any: 'thing' }): Promise<JobStatus> => {
    const job = await addJob(database, {
      kind: 'count',
      input,
      total: 30,
      ...(key !== undefined && { key }),
    })
    if (!job) throw new Error('The key is in use')
    return job
  }
  const leaseEnds = () =>
    database.query("update jobs set leased_until = now() - interval '1 second', due_at = now()")

  test('a job goes slice by slice to its result', async () => {
    const { begun, runner, show } = counting()
    const job = await add()
    expect(job).toMatchObject({ state: 'waiting', done: 0, total: 30 })
    await runner().drain()
    expect(begun).toEqual([0, 10, 20])
    expect(await show(job)).toMatchObject({ state: 'done', done: 30, result: [0, 10, 20] })
  })

  test('the same key is the same job; with another input it is refused', async () => {
    const [first, again] = await Promise.all([add('key'), add('key')])
    expect(again.id).toBe(first.id)
    expect(
      await addJob(database, { kind: 'count', input: { other: 1 }, total: 30, key: 'key' }),
    ).toBeUndefined()
  })

  test('what a process lacks the account for is left to one that has it', async () => {
    const { begun, kinds, runner, show } = counting()
    const job = await add()
    const without = new Map(
      [...kinds].map(([name, kind]) => [name, { ...kind, missing: 'ACCOUNT' }]),
    )
    await createJobRunner(database, without, ports, { owner: 'without' }).drain()
    expect(begun).toEqual([])
    expect(await showJob(database, without, job.id)).toMatchObject({
      state: 'waiting',
      error: { kind: 'unconfigured', variable: 'ACCOUNT' },
    })
    await runner().drain()
    expect(await show(job)).toMatchObject({ state: 'done', done: 30 })
  })

  test('a worker that is gone is taken over where it stopped', async () => {
    const dead = counting(async (cursor) => {
      if (cursor === 10) throw new Error('killed')
      return undefined
    })
    const job = await add()
    await expect(dead.runner().drain()).rejects.toThrow('killed')
    const alive = counting()
    await alive.runner('two').drain()
    expect(alive.begun).toEqual([])
    expect(await alive.show(job)).toMatchObject({ state: 'running', done: 10 })
    await leaseEnds()
    await alive.runner('two').drain()
    expect(alive.begun).toEqual([10, 20])
    expect(await alive.show(job)).toMatchObject({ state: 'done', result: [0, 10, 20] })
  })

  test('a worker that was overtaken records nothing and does no more', async () => {
    const other = counting()
    const slow = counting(async (cursor) => {
      if (cursor !== 10) return undefined
      await leaseEnds()
      await other.runner('two').drain()
      return undefined
    })
    const job = await add()
    await slow.runner().drain()
    expect(slow.begun).toEqual([0, 10])
    expect(other.begun).toEqual([10, 20])
    expect(await slow.show(job)).toMatchObject({ state: 'done', result: [0, 10, 20] })
  })

  test('a stopped process ends its slice, and another goes on at once', async () => {
    const job = await add()
    let begin = () => undefined as void
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const stopped = counting(async () => {
      begin()
      return undefined
    })
    const runner = stopped.runner()
    runner.start()
    await begun
    await runner.stop()
    expect(stopped.begun).toEqual([0])
    const next = counting()
    await next.runner('two').drain()
    expect(next.begun).toEqual([10, 20])
    expect(await next.show(job)).toMatchObject({ state: 'done' })
  })

  test('what may succeed later is tried again, what cannot fails and goes on when asked to', async () => {
    let answer: Slice | undefined = { kind: 'later', error: { code: 'timeout' } }
    const { begun, runner, show } = counting(async (cursor) => (cursor === 10 ? answer : undefined))
    const job = await add()
    await runner().drain()
    expect(await show(job)).toMatchObject({
      state: 'waiting',
      done: 10,
      error: { code: 'timeout' },
    })
    answer = { kind: 'failed', error: { code: 40001 } }
    await leaseEnds()
    await runner().drain()
    expect(await show(job)).toMatchObject({ state: 'failed', done: 10, error: { code: 40001 } })
    answer = undefined
    expect(await retryJob(database, job.id)).toBe(true)
    await runner().drain()
    expect(begun).toEqual([0, 10, 10, 10, 20])
    expect(await show(job)).toMatchObject({ state: 'done', done: 30 })
  })

  test('an outage that ended long ago does not make the next one the last', async () => {
    const { runner, show } = counting(async (cursor) =>
      cursor === 10 ? { kind: 'later', error: { code: 'timeout' } } : undefined,
    )
    const job = await add()
    await database.query('update jobs set tries = 80')
    await runner().drain()
    expect(await show(job)).toMatchObject({ state: 'waiting', done: 10 })
  })

  test('what a job that is over was to work on is not kept', async () => {
    const { runner } = counting()
    await add()
    await runner().drain()
    await cancelJob(database, (await add()).id)
    const { rows } = await database.query('select state, input from jobs order by created_at')
    expect(rows).toEqual([
      { state: 'done', input: '' },
      { state: 'cancelled', input: '' },
    ])
  })

  test('a cancelled job stops, and its slice under way is not recorded', async () => {
    const { begun, runner, show } = counting(async (cursor) => {
      if (cursor === 10) await cancelJob(database, job.id)
      return undefined
    })
    const job = await add()
    await runner().drain()
    expect(begun).toEqual([0, 10])
    expect(await show(job)).toMatchObject({ state: 'cancelled', done: 10 })
    expect(await cancelJob(database, job.id)).toBe(false)
    expect(await retryJob(database, job.id)).toBe(false)
  })

  test('cursor and record are written together or not at all', async () => {
    await database.query('create table if not exists noted (n int)')
    const job = await add()
    let fails = true
    const { runner, show } = counting(async (cursor) => ({
      kind: 'done',
      cursor: cursor + 10,
      async record(client) {
        await client.query('insert into noted values ($1)', [cursor])
        if (cursor === 20 && fails) throw new Error('disk full')
      },
    }))
    await expect(runner().drain()).rejects.toThrow('disk full')
    fails = false
    await leaseEnds()
    await runner().drain()
    expect(await show(job)).toMatchObject({ state: 'done' })
    const { rows } = await database.query<{ n: number }>('select n from noted order by n')
    expect(rows.map(({ n }) => n)).toEqual([0, 10, 20])
  })
})
