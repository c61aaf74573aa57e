import { createMain } from '../../../cloudfunctions/coupon-gateway/cloudbase'
import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'
import { busy } from './vendor'

let server: StoreServer
beforeEach(async () => {
  server = await openStoreServer(await storeAddress())
})
afterEach(() => server.close())
afterAll(stopStore)

const report = (id: string) => server.report(reported({ order_id: id, extra: { event_id: id } }))
const pushJob = { kind: 'coupon-batches', input: { coupons: coupons(2) } }
const figures = async () => {
  const text = await (await server.get('/metrics')).text()
  const lines = text.split('\n').filter((line) => /^gateway_(relay|jobs|store)/.test(line))
  return Object.fromEntries(lines.map((line) => line.split(/ (?=\S+$)/)))
}

describe('/metrics of a gateway with a store', () => {
  test('say what waits, since when, and what was put aside', async () => {
    const { store, vendor } = server
    expect(await figures()).toMatchObject({
      gateway_store_up: '1',
      'gateway_relay_events{state="waiting"}': '0',
      gateway_relay_oldest_waiting_seconds: '0',
      gateway_relay_lanes_blocked: '0',
    })
    for (const id of ['O1', 'O2', 'O3']) await report(id)
    await store.forwarder.drain()
    await report('bad')
    await store.database.query(
      "update deliveries set state = 'parked' where seq = (select max(seq) from events)",
    )
    expect(await figures()).toMatchObject({
      'gateway_relay_events{state="parked"}': '1',
      'gateway_relay_events{state="waiting"}': '0',
      gateway_relay_accepted_total: '3',
    })

    vendor.answers(() => busy(60))
    await report('late')
    await store.database.query("update events set received_at = now() - interval '90 seconds'")
    await store.forwarder.drain()
    const found = await figures()
    expect(found).toMatchObject({
      'gateway_relay_events{state="waiting"}': '1',
      gateway_relay_lanes_blocked: '1',
      gateway_relay_accepted_total: '3',
    })
    expect(Math.floor(Number(found['gateway_relay_oldest_waiting_seconds']) / 10)).toBe(9)
  })

  test('are the same for all who ask at a time', async () => {
    await report('O1')
    await server.store.forwarder.drain()
    for (const found of await Promise.all([figures(), figures(), figures(), figures()]))
      expect(found['gateway_relay_accepted_total']).toBe('1')
  })

  test('count towards the rate of who asks, for the database has to answer them', async () => {
    await server.close()
    server = await openStoreServer({ ...(await storeAddress()), GATEWAY_RATE_LIMIT: '2' })
    const statuses = async (path: string) => {
      const found: number[] = []
      for (let n = 0; n < 4; n += 1) found.push((await server.get(path)).status)
      return found
    }
    expect(await statuses('/metrics')).toEqual([200, 200, 429, 429])
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/console'])
      expect(await statuses(path)).toEqual([200, 200, 200, 200])
  })

  test('count the jobs that are not done', async () => {
    await server.post('/jobs', pushJob, OPERATOR_KEY)
    expect(await figures()).toMatchObject({ 'gateway_jobs{state="waiting"}': '1' })
    server.vendor.answersPushes(200, { retcode: 1, errmsg: 'no' })
    await server.store.jobs.drain()
    expect(await figures()).toMatchObject({
      'gateway_jobs{state="waiting"}': '0',
      'gateway_jobs{state="failed"}': '1',
    })
  })

  test('say that the store is away, and are answered all the same', async () => {
    await server.store.database.query('alter table deliveries rename to gone')
    expect(await figures()).toEqual({ gateway_store_up: '0' })
  })
})

describe("a function's timer", () => {
  // As CloudBase hands it over.
  const timer = {
    Type: 'Timer',
    TriggerName: 'relay',
    Time: '2026-11-27T14:20:00Z',
    Message: '',
  }
  const main = () => createMain(server.app, undefined, server.store)

  test('forwards what waits and works on jobs', async () => {
    await report('O1')
    await server.post('/jobs', pushJob, OPERATOR_KEY)
    expect(await main()(timer)).toEqual({ status: 200, body: { ok: true } })
    expect(server.vendor.arrived()).toEqual(['O1'])
    expect(server.vendor.pushed).toHaveLength(1)
    expect(await figures()).toMatchObject({
      'gateway_relay_events{state="waiting"}': '0',
      'gateway_jobs{state="waiting"}': '0',
    })
  })

  test('does not let a long job hold back what was reported', async () => {
    await report('O1')
    await server.post('/jobs', pushJob, OPERATOR_KEY)
    const { vendor } = server
    let arrivedBeforeJob: readonly string[] | undefined
    const { store } = server
    const push = store.kinds.get('coupon-batches')
    const slice = push?.slice.bind(push)
    Object.assign(push ?? {}, {
      slice: (input: unknown, cursor: number) => {
        arrivedBeforeJob ??= vendor.arrived()
        return slice?.(input, cursor)
      },
    })
    await main()(timer)
    expect(arrivedBeforeJob).toEqual(['O1'])
  })

  test('is not obeyed where a user of the mini-program sends it', async () => {
    await report('O1')
    const context = { environment: JSON.stringify({ WX_OPENID: 'o-1' }) }
    expect(await main()(timer, context)).toMatchObject({ status: 404 })
    expect(server.vendor.arrived()).toEqual([])
  })

  test('is not found where there is no store', async () => {
    expect(await createMain(server.app)(timer)).toMatchObject({ status: 404 })
  })
})
