import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { findEvents, retryEvents } from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { upstreamHealth } from '../../../cloudfunctions/coupon-gateway/store/overview'
import { storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { engines } from './engines'
import { reported } from './events'
import { emptyOf, forwardingOf } from './forwarding'
import { accept, broken, createVendor, firewall, lost, refuse, unsigned } from './vendor'

describe.each(engines())('What is refused when forwarding from $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
  })
  afterAll(() => engine.stop())
  beforeEach(() => emptyOf(database))
  const { store, forwarder, states, anHourLater } = forwardingOf(() => database)

  test('what the vendor refuses is put aside with its words, and lets the others through', async () => {
    for (let n = 0; n < 20; n += 1) await store({ order_id: `O${n}`, extra: { event_id: `${n}` } })
    const vendor = createVendor((ids) => (ids.includes('7') ? refuse : accept))
    await forwarder(vendor.ports).drain()
    const { events } = await findEvents(database, { event_id: '7', limit: 1 })
    expect(events).toMatchObject([
      { state: 'refused', refusal: { code: '1003', message: 'bad event' } },
    ])
    const { 7: _, ...others } = await states()
    expect(new Set(Object.values(others))).toEqual(new Set(['accepted']))
  })

  test('later events of an order wait until what was refused before them is put aside', async () => {
    for (const id of ['first', 'second', 'third'])
      await store({ order_id: 'O', extra: { event_id: id } })
    const vendor = createVendor((ids) => (ids.includes('first') ? refuse : accept))
    await forwarder(vendor.ports).drain()
    // Nothing else was accepted: it may be the vendor, and the order's other events wait.
    expect(await states()).toEqual({ first: 'stored', second: 'stored', third: 'stored' })
    for (let n = 0; n < 20; n += 1) await store({ order_id: `P${n}`, extra: { event_id: `p${n}` } })
    await anHourLater()
    await forwarder(vendor.ports).drain()
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(await states()).toMatchObject({
      first: 'refused',
      second: 'accepted',
      third: 'accepted',
    })
  })

  test('what is sent again goes before what waits behind it, refused or not', async () => {
    for (const id of ['first', 'second']) await store({ order_id: 'O', extra: { event_id: id } })
    const vendor = createVendor((ids) =>
      ids.some((id) => ['first', 'second'].includes(id)) ? refuse : accept,
    )
    await forwarder(vendor.ports).drain()
    for (let n = 0; n < 20; n += 1) await store({ order_id: `P${n}`, extra: { event_id: `p${n}` } })
    await anHourLater()
    await forwarder(vendor.ports).drain()
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(await states()).toMatchObject({ first: 'refused', second: 'stored' })
    await retryEvents(database, ['first'])
    vendor.answers(() => accept)
    await anHourLater()
    await forwarder(vendor.ports).drain()
    await forwarder(vendor.ports).drain()
    expect(vendor.arrived().slice(-2)).toEqual(['first', 'second'])
  })

  test('more refused events than a call takes do not hold the orders behind them', async () => {
    // All in one lane, as with a release of the shop that reports nothing right, and the next that does.
    const put = async (release: string) => {
      const ids = Array.from({ length: 60 }, (_, n) => [
        `${release} ${n} paid`,
        `${release} ${n} refunded`,
      ])
      const events = ids.flatMap((two, n) =>
        two.map((event_id) => reported({ order_id: `${release} ${n}`, extra: { event_id } })),
      )
      const report = readReport(JSON.stringify(events))
      if ('problem' in report) throw new Error(report.problem)
      await storeReport(database, 'bi1', 'phone', report.events)
      await database.query(
        "update deliveries set lane = (select min(id) from lanes where app_id = 'bi1')",
      )
      return events.map(({ props }) => props.extra.event_id)
    }
    await put('bad')
    await database.query(
      "update deliveries set refused_at = now() where seq in (select seq from events where event_id like '%paid')",
    )
    const good = await put('good')
    const vendor = createVendor((ids) =>
      ids.some((id) => /^bad.*paid/.test(id)) ? refuse : accept,
    )
    await forwarder(vendor.ports).drain()
    expect(vendor.arrived().filter((id) => id.startsWith('good'))).toEqual(good)
    for (const [id, state] of Object.entries(await states()))
      expect([id, state]).toEqual([id, /^bad.*paid/.test(id) ? 'refused' : 'accepted'])
  })

  test('a vendor that refuses everything puts nothing aside, and takes all once it is well', async () => {
    for (let n = 0; n < 40; n += 1) await store({ order_id: `O${n}`, extra: { event_id: `${n}` } })
    const vendor = createVendor(() => refuse)
    await forwarder(vendor.ports).drain()
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(new Set(Object.values(await states()))).toEqual(new Set(['stored']))
    vendor.answers(() => accept)
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect(new Set(Object.values(await states()))).toEqual(new Set(['accepted']))
  })

  test('a vendor that refuses everything is in the log and the overview, until it takes something', async () => {
    for (let n = 0; n < 3; n += 1) await store({ order_id: 'O', extra: { event_id: `${n}` } })
    const vendor = createVendor(() => unsigned)
    const warnings: unknown[] = []
    const log = { ...vendor.ports.log, warn: (fields: object) => void warnings.push(fields) }
    const health = async () =>
      (await upstreamHealth(database)).find(({ app_id }) => app_id === 'bi1')
    expect(await health()).toMatchObject({ refuses_all: null })
    await forwarder({ ...vendor.ports, log }).drain()
    const refusal = { code: '10001', message: 'signature error' }
    // Once for all calls of a turn.
    expect(vendor.calls.length).toBeGreaterThan(1)
    expect(warnings).toEqual([{ upstream: 'youshu', app_id: 'bi1', ...refusal }])
    expect(await health()).toMatchObject({ failures: 0, waiting: 3, refuses_all: refusal })
    await anHourLater()
    vendor.answers(() => accept)
    await forwarder({ ...vendor.ports, log }).drain()
    expect(warnings).toHaveLength(1)
    expect(await health()).toMatchObject({ waiting: 0, refuses_all: null })
  })

  test('an event that is refused while others pass is no vendor that refuses everything', async () => {
    await store({ order_id: 'bad', extra: { event_id: 'bad' } })
    const vendor = createVendor((ids) => (ids.includes('bad') ? refuse : accept))
    await forwarder(vendor.ports).drain()
    for (let n = 0; n < 20; n += 1) await store({ order_id: `P${n}`, extra: { event_id: `p${n}` } })
    await forwarder(vendor.ports).drain()
    const [health] = await upstreamHealth(database)
    expect(health).toMatchObject({ app_id: 'bi1', refuses_all: null })
  })

  test('a body that a firewall does not like is parked, not called refused by the vendor', async () => {
    for (let n = 0; n < 20; n += 1) await store({ order_id: `O${n}`, extra: { event_id: `${n}` } })
    const vendor = createVendor((ids) => (ids.includes('3') ? firewall : accept))
    await forwarder(vendor.ports).drain()
    expect((await states())['3']).toBe('parked')
    vendor.answers(() => accept)
    expect(await retryEvents(database, ['3'])).toBe(1)
    await forwarder(vendor.ports).drain()
    expect((await states())['3']).toBe('accepted')
  })

  test('a body on which the vendor always breaks is parked once others pass', async () => {
    await store({ order_id: 'bad', extra: { event_id: 'bad' } })
    const vendor = createVendor((ids) => (ids.includes('bad') ? broken : accept))
    for (let n = 0; n < 12; n += 1) {
      await store({ order_id: `good ${n}`, extra: { event_id: `good ${n}` } })
      await database.query("update upstreams set blocked_until = '-infinity'")
      await database.query("update lanes set due_at = '-infinity'")
      await forwarder(vendor.ports).drain()
      await database.query("update upstreams set blocked_until = '-infinity'")
      await forwarder(vendor.ports).drain()
    }
    expect(await states()).toMatchObject({
      bad: 'parked',
      'good 0': 'accepted',
      'good 5': 'accepted',
    })
  })

  test('an event that fails some times by chance while others pass is not put aside', async () => {
    await store({ order_id: 'unlucky', extra: { event_id: 'unlucky' } })
    const vendor = createVendor((ids) => (ids.includes('unlucky') ? lost : accept))
    for (let n = 0; n < 5; n += 1) {
      await store({ order_id: `lucky ${n}`, extra: { event_id: `lucky ${n}` } })
      await database.query("update upstreams set blocked_until = '-infinity'")
      await database.query("update lanes set due_at = '-infinity'")
      await forwarder(vendor.ports).drain()
      await database.query("update upstreams set blocked_until = '-infinity'")
      await forwarder(vendor.ports).drain()
    }
    expect((await states())['unlucky']).toBe('stored')
    vendor.answers(() => accept)
    await anHourLater()
    await forwarder(vendor.ports).drain()
    expect((await states())['unlucky']).toBe('accepted')
  })
})
