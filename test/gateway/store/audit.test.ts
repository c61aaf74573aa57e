import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { anEvent } from '../youshu/an-event'
import { storeAddress, stopStore } from './address'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
afterEach(() => server.close())
afterAll(stopStore)

test('each change leaves a line that says what it was and who made it', async () => {
  server = await openStoreServer(await storeAddress())
  const job = { kind: 'coupon-batches', input: { coupons: coupons(1) } }
  const add = async () => String((await server.post('/jobs', job, OPERATOR_KEY)).json['id'])
  const CHANGES: readonly (readonly [string, string, unknown, object])[] = [
    ['events.report', '/events', { events: [anEvent()] }, { stored: 1, repeats: 0 }],
    ['events.retry', '/events/retry', { all: true }, { retried: 0 }],
    ['person.erased', '/erasures', { open_id: 'o-1' }, { erased: 0 }],
    ['catalogue.load', '/catalogue', { coupons: [] }, { loaded: 0 }],
    ['jobs.cancel', `/jobs/${await add()}/cancel`, {}, { job: expect.any(String) }],
    ['reconciliation', '/reconciliations', { day: '2026-11-26', orders: [] }, { sent: 0 }],
  ]
  const failed = await add()
  await server.store.database.query("update jobs set state = 'failed' where id = $1", [failed])
  for (const [, path, body] of CHANGES)
    expect([path, (await server.post(path, body, OPERATOR_KEY)).status]).toEqual([
      path,
      path === '/events' ? 202 : 200,
    ])
  expect((await server.post(`/jobs/${failed}/retry`, {}, OPERATOR_KEY)).status).toBe(200)
  const lines = server
    .logged()
    .split('\n')
    .flatMap((line) => (line.includes('"msg":"audit"') ? [JSON.parse(line) as object] : []))
  for (const [audit, , , details] of [
    ...CHANGES,
    ['jobs.add', '', {}, { kind: 'coupon-batches' }] as const,
    ['jobs.retry', '', {}, { job: failed }] as const,
  ])
    expect(lines).toContainEqual(
      expect.objectContaining({ audit, by: 'operator', ip: expect.any(String), ...details }),
    )
})
