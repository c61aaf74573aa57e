import { OPERATOR_KEY } from '../open-server'
import { raw } from '../raw'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

jest.setTimeout(120_000)

let server: StoreServer
beforeAll(async () => {
  server = await openStoreServer({ ...(await storeAddress()), GATEWAY_RATE_LIMIT: '0' })
  await server.report(reported())
})
afterAll(async () => {
  await server.close()
  await stopStore()
})

const ROUTES = ['/events', '/events/retry', '/erasures', '/jobs', '/reconciliations', '/catalogue']
const READ = ['/events', '/events/summary', '/events/body', '/jobs']

/** All that the store holds. */
const everything = async () => {
  const tables = ['events', 'deliveries', 'jobs', 'catalogue', 'used_coupons', 'pushed_coupons']
  const found = tables.map((table) => server.store.database.query(`select * from ${table}`))
  return (await Promise.all(found)).map(({ rows }) => rows)
}

describe.each(ROUTES)('POST %s', (path) => {
  test.each([
    ['fifty thousand brackets', '['.repeat(50_000)],
    ['objects a thousand deep', '{"a":'.repeat(1000) + '1' + '}'.repeat(1000)],
    ['__proto__', '{"__proto__": {"all": true}}'],
    ['constructor.prototype', '{"constructor": {"prototype": {"all": true}}}'],
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"all"'],
    ['a list', '[]'],
    ['nothing', ''],
    ['half of it', '{"all": tr'],
    ['a field of another kind', '{"events":1,"event_ids":1,"open_id":1,"kind":1,"coupons":1}'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('latin1')],
  ])('%s is refused, and changes nothing', async (_, body) => {
    const before = await everything()
    const { status, json } = await server.post(path, body, OPERATOR_KEY)
    expect(status).toBe(422)
    expect(json['issues']).toEqual(expect.any(Array))
    expect(await everything()).toEqual(before)
    expect(Reflect.get({}, 'all')).toBeUndefined()
  })

  test('is not found under another spelling, even with the key', async () => {
    const headers = { authorization: `Bearer ${OPERATOR_KEY}` }
    const before = await everything()
    for (const spelled of [`/${path}`, `${path}/`, path.toUpperCase(), `/%65${path.slice(2)}`])
      expect(await raw(server.url, spelled, headers, '{}')).toMatchObject({ status: 404 })
    expect(await everything()).toEqual(before)
  })

  test('a million wrong items become no more than a thousand issues', async () => {
    const items = JSON.stringify(Array.from({ length: 200_000 }, () => 0))
    const body = `{"events":${items},"event_ids":${items},"day":"2026-11-26","orders":${items},"coupons":${items}}`
    const { status, json } = await server.post(path, body, OPERATOR_KEY)
    expect([413, 422]).toContain(status)
    const { issues = [] } = json as { issues?: unknown[] }
    expect(issues.length).toBeLessThanOrEqual(1_000)
  })
})

test.each(READ)(
  'GET %s refuses a query that is not its own, as it does another method',
  async (path) => {
    for (const query of ['?limit[]=1&__proto__=1', '?constructor=1', '?event_id=&event_id='])
      expect([200, 422]).toContain((await server.get(path + query, OPERATOR_KEY)).status)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const headers = { authorization: `Bearer ${OPERATOR_KEY}` }
      expect([404, 405]).toContain((await fetch(server.url + path, { method, headers })).status)
    }
  },
)
