import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { findEvents } from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import { LEASE_MS } from '../../../cloudfunctions/coupon-gateway/store/lanes'
import { storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'
import { engines } from './engines'
import { reported } from './events'
import { emptyOf, forwardingOf, TENANT } from './forwarding'
import { accept, busy, createVendor, lost } from './vendor'

describe.each(engines())('Forwarding from $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
  })
  afterAll(() => engine.stop())
  beforeEach(() => emptyOf(database))
  const { store, forwarder, states, anHourLater } = forwardingOf(() => database)

  test('each event leaves once, signed, at most fifty a call, those of an order in their order', async () => {
    for (let n = 0; n < 120; n += 1)
      await store({
        order_id: `O${n % 3}`,
        action_type: ['pre_consume', 'consume', 'refund_consume'][(n % 9) % 3] ?? '',
        extra: { event_id: `${n}` },
      })
    const vendor = createVendor()
    const { drain } = forwarder(vendor.ports)
    await drain()
    await drain()
    expect(vendor.arrived()).toHaveLength(120)
    for (const order of [0, 1, 2]) {
      const ids = vendor
        .arrived()
        .map(Number)
        .filter((n) => n % 3 === order)
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
    }
    expect(Math.max(...vendor.calls.map(({ ids }) => ids.length))).toBeLessThanOrEqual(50)
    expect(vendor.calls[0]?.url).toMatch(
      /^https:\/\/vendor\/api\/v1\/safe-report\?app_id=bi1&nonce=\w+&sign=sha256&timestamp=\d+&signature=[0-9a-f]{64}$/,
    )
    expect(new Set(Object.values(await states()))).toEqual(new Set(['accepted']))
  })

  test('a report keeps its own order, whatever its ids look like', async () => {
    const report = readReport(
      JSON.stringify(['z', 'm', 'a'].map((id) => reported({ extra: { event_id: id } }))),
    )
    if ('problem' in report) throw new Error(report.problem)
    await storeReport(database, 'bi1', 'phone', report.events)
    const vendor = createVendor()
    await forwarder(vendor.ports).drain()
    expect(vendor.arrived()).toEqual(['z', 'm', 'a'])
  })

  test('a tenant whose secret we lack is forwarded unsigned, as from a phone', async () => {
    await store({}, 'bi2')
    const vendor = createVendor()
    await forwarder(vendor.ports, 'one', [{ appId: 'bi2', baseUrl: 'https://vendor' }]).drain()
    expect(vendor.calls[0]?.url).toMatch(
      /^https:\/\/vendor\/api\/report\?app_id=bi2&timestamp=\d+&nonce=\w+$/,
    )
  })

  test('a busy vendor is left alone for as long as it asks, then asked by one worker first', async () => {
    for (let n = 0; n < 20; n += 1) await store({ order_id: `O${n}`, extra: { event_id: `${n}` } })
    const vendor = createVendor(() => busy(60))
    await forwarder(vendor.ports).drain()
    expect(vendor.calls).toHaveLength(1)
    const { rows } = await database.query<{ seconds: number }>(
      "select extract(epoch from blocked_until - now())::float8 as seconds from upstreams where app_id = 'bi1'",
    )
    expect(rows[0]?.seconds).toBeGreaterThan(60)
    expect(rows[0]?.seconds).toBeLessThan(91)
    await anHourLater()
    await Promise.all(
      ['one', 'two', 'three'].map((owner) => forwarder(vendor.ports, owner).drain()),
    )
    expect(vendor.calls).toHaveLength(2)
    vendor.answers(() => accept)
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(new Set(Object.values(await states()))).toEqual(new Set(['accepted']))
  })

  test('an answer that was lost is the one way to a second delivery, and is marked', async () => {
    await store({})
    const vendor = createVendor(() => lost)
    await forwarder(vendor.ports).drain()
    vendor.answers(() => accept)
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(vendor.arrived()).toHaveLength(2)
    const { events } = await findEvents(database, { limit: 1 })
    expect(events).toMatchObject([{ state: 'accepted', unanswered: 1 }])
  })

  test('a worker that was stopped beyond its lease sends nothing late', async () => {
    await store({})
    const late = createVendor()
    let time = Date.now()
    // Stopped by the system between its note in the database and the call itself; meanwhile another one takes over.
    const other = createVendor()
    const stopped: Database = {
      ...database,
      async query(sql, values) {
        const result = await database.query<never>(sql, values)
        if (sql.includes('insert into batches')) {
          time += LEASE_MS + 1
          await database.query(
            "update lanes set leased_until = now() - interval '1 second' where token > 0",
          )
          await forwarder(other.ports, 'two').drain()
        }
        return result
      },
    }
    const ports = { ...late.ports, clock: { ...late.ports.clock, now: () => time } }
    await createForwarder(stopped, [TENANT], ports, { owner: 'one' }).drain()
    expect(late.calls).toEqual([])
    expect(other.arrived()).toEqual(['consume/O1/C1'])
  })

  test('an answer that comes after the lane was taken over changes nothing, and its worker sends no more', async () => {
    for (let n = 0; n < 3; n += 1) await store({ order_id: 'O', extra: { event_id: `${n}` } })
    const other = createVendor(() => lost)
    const slow = createVendor()
    const ports: Ports = {
      ...slow.ports,
      http: async (request) => {
        const outcome = await slow.ports.http(request)
        await database.query(
          "update lanes set leased_until = now() - interval '1 second' where token > 0",
        )
        await forwarder(other.ports, 'two').drain()
        return outcome
      },
    }
    await forwarder(ports).drain()
    expect(slow.calls).toHaveLength(1)
    expect(await states()).toEqual({ 0: 'stored', 1: 'stored', 2: 'stored' })
    const { events } = await findEvents(database, { event_id: '0', limit: 1 })
    // Once by the worker that was overtaken, once without an answer.
    expect(events).toMatchObject([{ unanswered: 2 }])
  })

  test.each(['stopping', 'busy'] as const)(
    'a process that is %s itself leaves the vendor to the others, and its call is no doubtful one',
    async (reason) => {
      await store({})
      const vendor = createVendor(() => ({ kind: 'failed', reason, retryable: true }))
      await forwarder(vendor.ports).drain()
      expect(vendor.calls).not.toEqual([])
      expect((await database.query('select from upstreams where failures > 0')).rowCount).toBe(0)
      await database.query("update lanes set due_at = '-infinity'")
      const other = createVendor()
      await forwarder(other.ports, 'two').drain()
      expect(other.arrived()).toEqual(['consume/O1/C1'])
      const [event] = (await findEvents(database, { limit: 1 })).events
      expect(event).toMatchObject({ state: 'accepted' })
      expect(event).not.toHaveProperty('unanswered')
    },
  )
})
