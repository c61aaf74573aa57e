import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { findEvents, retryEvents } from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { deleteOld, erasePerson } from '../../../cloudfunctions/coupon-gateway/store/retention'
import { engines } from './engines'
import { reported } from './events'
import { accept, createVendor, firewall } from './vendor'

describe.each(engines())('Personal data on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
    await addTenants(database, ['bi1'])
  })
  afterAll(() => engine.stop())

  const store = async (id: string, open_id: string) => {
    const event = reported({
      order_id: id,
      wx_user: { app_id: 'wx1', open_id, user_id: `user of ${open_id}` },
      extra: { event_id: id },
    })
    const report = readReport(JSON.stringify(event))
    if ('problem' in report) throw new Error(report.problem)
    return storeReport(database, 'bi1', 'phone', report.events)
  }
  const forward = async (vendor = createVendor()) => {
    await createForwarder(database, [{ appId: 'bi1', baseUrl: 'https://vendor' }], vendor.ports, {
      owner: 'one',
    }).drain()
    return vendor
  }
  const everything = async () => {
    const tables = ['events', 'deliveries', 'repeats', 'batches', 'used_coupons']
    const rows = await Promise.all(
      tables.map((table) => database.query(`select ${table}::text from ${table}`)),
    )
    return JSON.stringify(rows.map((result) => result.rows))
  }

  test('a person who asks for it is forgotten: nothing of him is left, and nothing more is sent', async () => {
    await store('sent', 'o-secret')
    await store('other', 'o-other')
    await forward()
    await store('unsent', 'o-secret')
    expect(await everything()).toContain('o-secret')
    expect(await erasePerson(database, 'o-secret')).toBe(2)
    expect(await everything()).not.toContain('o-secret')
    expect(await everything()).toContain('o-other')
    expect((await forward()).arrived()).toEqual([])
    expect(await retryEvents(database, 'all')).toBe(0)
    // The phone comes again: it is known, and does not bring him back.
    expect(await store('sent', 'o-secret')).toMatchObject({ stored: 0, repeats: 1 })
    expect(await everything()).not.toContain('o-secret')
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
