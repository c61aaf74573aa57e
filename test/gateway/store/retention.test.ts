import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { findEvents, retryEvents } from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { addJob } from '../../../cloudfunctions/coupon-gateway/store/jobs'
import { personOf, readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { deleteOld, erasePerson } from '../../../cloudfunctions/coupon-gateway/store/retention'
import { engines } from './engines'
import { reported } from './events'
import { accept, createVendor, firewall, refuse } from './vendor'

describe.each(engines())('Personal data on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
    await addTenants(database, ['bi1'])
  })
  afterAll(() => engine.stop())

  const store = async (id: string, open_id: string, props: Record<string, unknown> = {}) => {
    const event = reported({
      order_id: id,
      ...props,
      wx_user: { app_id: 'wx1', open_id, user_id: `user of ${open_id}` },
      extra: { event_id: id },
    })
    const report = readReport(JSON.stringify(event))
    if ('problem' in report) throw new Error(report.problem)
    return storeReport(database, 'bi1', 'phone', report.events)
  }
  const forward = async (vendor = createVendor()) => {
    const tenant = { appId: 'bi1', baseUrl: 'https://vendor', isOwn: true } as const
    await createForwarder(database, [tenant], vendor.ports, { owner: 'one' }).drain()
    return vendor
  }
  /** All that all tables hold, as text. */
  const everything = async () => {
    const tables = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    const rows = await Promise.all(
      tables.rows.map(({ name }) => database.query(`select ${name}::text from ${name}`)),
    )
    return JSON.stringify(rows.map((result) => result.rows))
  }

  test('a person who asks for it is forgotten: nothing of him is left, and nothing more is sent', async () => {
    const shown = { order_id: undefined, action_type: undefined }
    const hash = personOf('o-secret').toString('hex')
    await store('sent', 'o-secret')
    await store('shown', 'o-secret', shown)
    await store('other', 'o-other')
    await forward()
    await store('unsent', 'o-secret')
    const orders = ['o-secret', 'o-other'].map((open_id) => ({
      order_id: 'O1',
      open_id,
      user_id: `user of ${open_id}`,
    }))
    const input = { day: '2026-11-26', orders }
    await addJob(database, { kind: 'reconciliation', input, total: 1 })
    expect(await everything()).toContain('o-secret')
    expect(await everything()).toContain(hash)
    expect(await erasePerson(database, 'o-secret')).toBe(3)
    expect(await everything()).not.toContain('o-secret')
    expect(await everything()).not.toContain(hash)
    expect(await everything()).toContain('o-other')
    expect((await forward()).arrived()).toEqual([])
    expect(await retryEvents(database, 'all')).toBe(0)
    // The phone comes again: it is known, and does not bring him back.
    expect(await store('sent', 'o-secret')).toMatchObject({ stored: 0, repeats: 1 })
    expect(await store('shown', 'o-secret', shown)).toMatchObject({ stored: 0, repeats: 1 })
    expect(await everything()).not.toContain('o-secret')
    expect((await database.query('select from used_coupons')).rowCount).toBe(3)
  })

  test('what is erased after it was read is not sent; what is erased while it is under way is called accepted', async () => {
    const people = ['o-first', 'o-second', 'o-third']
    for (const who of people) await store(who, who, { order_id: 'O' })
    const vendor = createVendor((ids) => (ids.length > 1 ? refuse : accept))
    const ports: Ports = {
      ...vendor.ports,
      async http(request) {
        // The first call holds all three, and is refused as a whole; then they go one by one.
        const answer = await vendor.ports.http(request)
        if (vendor.calls.length === 1) await erasePerson(database, 'o-second')
        if (vendor.calls.at(-1)?.ids[0] === 'o-third') await erasePerson(database, 'o-third')
        return answer
      },
    }
    await forward({ ...vendor, ports })
    await database.query("update lanes set due_at = '-infinity'")
    await forward({ ...vendor, ports })
    expect(vendor.calls.slice(1).flatMap(({ ids }) => ids)).not.toContain('o-second')
    const { events } = await findEvents(database, { order_id: 'O', limit: 50 })
    expect(events.map(({ event_id, state }) => `${event_id} ${state}`).sort()).toEqual([
      'o-first accepted',
      'o-second refused',
      'o-third accepted',
    ])
  })

  test('what was shown to a user is kept under a hash of the open_id, and leaves in its order', async () => {
    const ids = ['z', 'm', 'a']
    for (const id of ids) await store(id, 'o-raw', { order_id: undefined })
    const { rows } = await database.query<{ order_key: string; lane: number }>(
      'select distinct order_key, lane from events join deliveries using (seq) where person = $1',
      [personOf('o-raw')],
    )
    expect(rows).toEqual([
      { order_key: personOf('o-raw').toString('hex'), lane: expect.any(Number) },
    ])
    expect((await forward()).arrived()).toEqual(ids)
  })

  test('a use outlives its event, and its user is erased from it all the same', async () => {
    await store('used', 'o-gone')
    await forward()
    await database.query("update events set received_at = now() - interval '91 days'")
    await deleteOld(database, 90)
    expect(await everything()).toContain(personOf('o-gone').toString('hex'))
    expect(await everything()).toContain(personOf('user of o-gone').toString('hex'))
    await erasePerson(database, 'o-gone')
    expect(await everything()).not.toContain(personOf('o-gone').toString('hex'))
    expect(await everything()).not.toContain(personOf('user of o-gone').toString('hex'))
  })

  test('what is old and done with goes; what waits or was put aside stays, however old', async () => {
    const vendor = createVendor((ids) => (ids.includes('stuck') ? firewall : accept))
    for (const id of ['stuck', 'old', 'old 2', 'new']) await store(id, 'o-1')
    await forward(vendor)
    await store('waits', 'o-1')
    await database.query(
      "update events set received_at = now() - interval '91 days' where event_id <> 'new'",
    )
    await deleteOld(database, 90)
    const { events } = await findEvents(database, { limit: 50 })
    expect(events.map(({ event_id }) => event_id).sort()).toEqual(['new', 'stuck', 'waits'])
  })
})
