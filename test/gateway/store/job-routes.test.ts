import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
const open = async (env: Record<string, string | undefined> = {}) => {
  server = await openStoreServer({ ...(await storeAddress()), ...env })
}
afterEach(() => server.close())
afterAll(stopStore)

const push = (count: number, more: object = {}) => ({
  kind: 'coupon-batches',
  input: { coupons: coupons(count) },
  ...more,
})
const add = (body: unknown, headers: Record<string, string> = {}) =>
  server.post('/jobs', body, OPERATOR_KEY, { headers })
const show = async (id: unknown) => {
  const response = await server.get(`/jobs/${String(id)}`, OPERATOR_KEY)
  return { status: response.status, job: (await response.json()) as Record<string, unknown> }
}

describe('POST /jobs', () => {
  test('coupons are lined up at once and pushed fifty at a time', async () => {
    await open()
    const { status, json } = await add(push(120))
    expect(status).toBe(202)
    expect(json).toMatchObject({ kind: 'coupon-batches', state: 'waiting', done: 0, total: 120 })
    expect(server.vendor.pushed).toEqual([])
    await server.store.jobs.drain()
    expect(server.vendor.pushed).toHaveLength(3)
    const { job } = await show(json['id'])
    expect(job).toMatchObject({ state: 'done', done: 120, result: { accepted: 120, calls: 3 } })
    const { rows } = await server.store.database.query('select 1 from pushed_coupons')
    expect(rows).toHaveLength(120)
  })

  test('what the vendor refuses fails with its words, and goes on from there when asked to', async () => {
    await open()
    const { json } = await add(push(60))
    server.vendor.answersPushes(200, { retcode: 7, errmsg: 'quota' })
    await server.store.jobs.drain()
    expect((await show(json['id'])).job).toMatchObject({
      state: 'failed',
      done: 0,
      error: { code: 7, message: 'quota' },
    })
    server.vendor.answersPushes(200, { retcode: 0 })
    const retry = () => server.post(`/jobs/${String(json['id'])}/retry`, {}, OPERATOR_KEY)
    expect((await retry()).status).toBe(200)
    expect((await retry()).status).toBe(409)
    await server.store.jobs.drain()
    expect((await show(json['id'])).job).toMatchObject({ state: 'done', done: 60 })
  })

  test('a caller who lost the answer asks again with the same key', async () => {
    await open()
    const first = await add(push(2), { 'idempotency-key': 'monday' })
    const again = await add(push(2), { 'idempotency-key': 'monday' })
    expect(again.json['id']).toBe(first.json['id'])
    expect(await add(push(3), { 'idempotency-key': 'monday' })).toMatchObject({
      status: 409,
      json: { error: 'key_in_use' },
    })
    for (const key of ['with blank', 'x'.repeat(201)])
      expect((await add(push(2), { 'idempotency-key': key })).status).toBe(422)
  })

  test('a job is cancelled once', async () => {
    await open()
    const { json } = await add(push(2))
    expect(
      (await server.post(`/jobs/${String(json['id'])}/cancel`, {}, OPERATOR_KEY)).json,
    ).toMatchObject({ state: 'cancelled' })
    expect(
      (await server.post(`/jobs/${String(json['id'])}/cancel`, {}, OPERATOR_KEY)).json,
    ).toEqual({ error: 'job_is_cancelled' })
    await server.store.jobs.drain()
    expect(server.vendor.pushed).toEqual([])
  })

  test.each([
    ['an unknown kind', { kind: 'shell', input: {} }],
    ['no kind', { input: {} }],
    ['no coupons', push(0)],
    ['a coupon that breaks the table', { kind: 'coupon-batches', input: { coupons: [{}] } }],
    [
      'a report that does not exist',
      {
        kind: 'card-statistics',
        input: { report: 'all', begin_date: '2026-01-01', end_date: '2026-01-02' },
      },
    ],
    [
      'a range backwards',
      {
        kind: 'card-statistics',
        input: { report: 'summary', begin_date: '2026-02-01', end_date: '2026-01-02' },
      },
    ],
    ['orders of no day', { kind: 'reconciliation', input: { orders: [] } }],
    [
      'a day that is to be sent and was deleted',
      { kind: 'reconciliation', input: { day: '2020-01-01', orders: [], send: true } },
    ],
    ['a list', []],
    ['nothing', ''],
  ])('%s is refused, and nothing is lined up', async (_, body) => {
    await open()
    expect((await add(body)).status).toBe(422)
    const { rows } = await server.store.database.query('select 1 from jobs')
    expect(rows).toEqual([])
  })

  test.each([
    '1',
    "' or 1=1",
    '00000000-0000-0000-0000-00000000000g',
    '00000000-0000-0000-0000-000000000000',
  ])('there is no job %s', async (id) => {
    await open()
    expect((await server.get(`/jobs/${id}`, OPERATOR_KEY)).status).toBe(404)
    expect((await server.post(`/jobs/${id}/cancel`, {}, OPERATOR_KEY)).status).toBe(404)
  })

  test('no caller without the key learns or changes anything', async () => {
    await open()
    const { json } = await add(push(2))
    for (const path of ['/jobs', `/jobs/${String(json['id'])}`])
      expect((await server.get(path)).status).toBe(401)
    for (const path of [
      '/jobs',
      `/jobs/${String(json['id'])}/cancel`,
      `/jobs/${String(json['id'])}/retry`,
      '/reconciliations',
    ])
      expect((await server.post(path, {}, 'x')).status).toBe(401)
    expect((await show(json['id'])).job).toMatchObject({ state: 'waiting' })
  })
})

const list = async (query = '') => {
  const response = await server.get(`/jobs${query}`, OPERATOR_KEY)
  const page = (await response.json()) as { jobs: { id: string }[]; next: string | null }
  return { status: response.status, ...page }
}

describe('GET /jobs', () => {
  test('gives every job once, the newest first, however many there are', async () => {
    await open()
    const added: unknown[] = []
    for (let n = 0; n < 3; n += 1) added.unshift((await add(push(1))).json['id'])
    // Lined up in one moment: their ids decide.
    await server.store.database.query(
      `insert into jobs (kind, input_hash, input, total, created_at)
       select 'coupon-batches', '', '', 1, '2026-01-01' from generate_series(1, 204)`,
    )
    const first = await list()
    expect(first.jobs).toHaveLength(100)
    expect(first.jobs.slice(0, 3).map(({ id }) => id)).toEqual(added)
    // One that is new meanwhile moves nothing.
    await add(push(1))
    const second = await list(`?cursor=${first.next}`)
    const third = await list(`?cursor=${second.next}`)
    expect(third).toMatchObject({ next: null, jobs: { length: 7 } })
    const ids = [first, second, third].flatMap(({ jobs }) => jobs.map(({ id }) => id))
    expect(new Set(ids).size).toBe(207)
    expect((await list('?limit=2')).jobs).toHaveLength(2)
  })

  test('a page that ends with the last job has none behind it', async () => {
    await open()
    expect(await list()).toMatchObject({ jobs: [], next: null })
    await add(push(1))
    expect(await list('?limit=1')).toMatchObject({ jobs: { length: 1 }, next: null })
  })

  test.each([
    'cursor=1',
    'cursor=',
    "cursor=' or 1=1",
    'cursor=00000000-0000-0000-0000-00000000000g',
    'cursor=00000000-0000-0000-0000-000000000000',
    'cursor[]=00000000-0000-0000-0000-000000000000',
    `cursor=${'0'.repeat(5_000)}`,
    'limit=0',
    'limit=501',
    'limit=-1',
    'limit=1e2',
    'limit=',
    'limit=1&limit=2',
    'state=done',
  ])('?%s is refused', async (query) => {
    await open()
    await add(push(1))
    expect((await list(`?${query}`)).status).toBe(422)
  })
})

describe('POST /reconciliations', () => {
  test('says whether the day is closed, and reports what is missing when asked to', async () => {
    // However late the test is run.
    await open({ GATEWAY_RETENTION_DAYS: '3650' })
    const day = '2026-11-26'
    const time = String(Date.parse(`${day}T12:00:00+08:00`))
    await server.report(reported({ order_id: 'O1', time }))
    await server.store.forwarder.drain()
    const order = {
      coupon_ins_id: 'C1',
      coupon_id: 'B1',
      status: 'paid',
      coupon_deduction: '5.00',
      time,
    }
    const more = { open_id: 'o-2', app_id: 'wx1', coupon_ins_name: '满58减5' }
    const orders = [
      { order_id: 'O1', ...order },
      { order_id: 'O2', ...order, ...more },
    ]
    const first = await server.post('/reconciliations', { day, orders, send: true }, OPERATOR_KEY)
    expect(first.json).toMatchObject({ closed: false, counts: { matched: 1, missing: 1 }, sent: 1 })
    await server.store.forwarder.drain()
    const { json } = await add({ kind: 'reconciliation', input: { day, orders } })
    await server.store.jobs.drain()
    expect((await show(json['id'])).job).toMatchObject({
      state: 'done',
      result: { closed: true, counts: { matched: 2 } },
    })
    expect(server.logged()).not.toContain('o-2')
  })
})
