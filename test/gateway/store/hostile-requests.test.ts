import type { Operation } from '../../../cloudfunctions/coupon-gateway/routes/operation'
import { STORE_OPERATIONS } from '../../../cloudfunctions/coupon-gateway/routes/store-contract'
import { OPERATOR_KEY } from '../open-server'
import { raw } from '../raw'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
beforeAll(async () => {
  server = await openStoreServer({ ...(await storeAddress()), GATEWAY_RATE_LIMIT: '0' })
  await server.report(reported())
  const { rows } = await server.store.database.query<{ id: string }>(
    "insert into jobs (kind, input_hash, input, total, state) values ('card-statistics', '', '', 1, 'done') returning id",
  )
  job = rows[0]?.id ?? ''
})
afterAll(async () => {
  await server.close()
  await stopStore()
})

// From the contract, which has every address: a new one is tried here by itself.
const asked = (wanted: (operation: Operation) => boolean) =>
  STORE_OPERATIONS.filter(wanted).map(({ path }) => path)
const POSTED = ['/events', ...asked(({ method, body }) => method === 'post' && body !== undefined)]
const WITHOUT_BODY = asked(({ method, body }) => method === 'post' && body === undefined)
const READ = asked(({ method, query }) => method === 'get' && query !== undefined)
const OF_ONE = asked(({ method, path }) => method === 'get' && path.includes('{id}'))

let job: string
const addressOf = (path: string) => path.replace('{id}', job)

const BODIES: readonly (readonly [string, string])[] = [
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
]

/** All that the store holds. */
const everything = async () => {
  const tables = ['events', 'deliveries', 'jobs', 'catalogue', 'used_coupons', 'pushed_coupons']
  const found = tables.map((table) => server.store.database.query(`select * from ${table}`))
  return (await Promise.all(found)).map(({ rows }) => rows)
}

describe.each(POSTED)('POST %s', (path) => {
  test.each(BODIES)('%s is refused, and changes nothing', async (_, body) => {
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

  test('hundreds of thousands of wrong items become no more than a thousand issues', async () => {
    // Less than half a million values, which a body may have: so the tables are looked at.
    const items = JSON.stringify(Array.from({ length: 90_000 }, () => 0))
    const body = `{"events":${items},"event_ids":${items},"day":"2026-11-26","orders":${items},"coupons":${items}}`
    const { status, json } = await server.post(path, body, OPERATOR_KEY)
    expect([413, 422]).toContain(status)
    const { issues = [] } = json as { issues?: unknown[] }
    expect(issues.length).toBeLessThanOrEqual(1_000)
    expect(JSON.stringify(issues)).not.toMatch(/at most \d+ values/)
  })
})

describe.each(WITHOUT_BODY)('POST %s', (path) => {
  test.each(BODIES)('%s is not read, or refused, and changes nothing', async (_, body) => {
    const before = await everything()
    // The job is over, and the store is no folder: there is nothing to do.
    expect([409, 422]).toContain((await server.post(addressOf(path), body, OPERATOR_KEY)).status)
    expect(await everything()).toEqual(before)
  })
})

const OTHER_METHODS = ['PUT', 'DELETE', 'PATCH', 'OPTIONS']

test.each(READ)('GET %s refuses a query that is not its own', async (path) => {
  for (const query of ['limit[]=1&__proto__=1', 'constructor=1', 'event_id=&event_id=', '%00=1'])
    expect((await server.get(`${path}?${query}`, OPERATOR_KEY)).status).toBe(422)
})

test.each([...READ, ...OF_ONE, ...POSTED, ...WITHOUT_BODY])(
  '%s has no other method',
  async (path) => {
    const headers = { authorization: `Bearer ${OPERATOR_KEY}` }
    for (const method of OTHER_METHODS) {
      const answer = await fetch(server.url + addressOf(path), { method, headers })
      expect([404, 405]).toContain(answer.status)
    }
  },
)

test.each(STORE_OPERATIONS.map(({ method, path }) => [method.toUpperCase(), path] as const))(
  '%s %s is closed to who has no key, whatever he sends instead',
  async (method, path) => {
    const before = await everything()
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer x',
      `Basic ${OPERATOR_KEY}`,
      OPERATOR_KEY,
    ]) {
      const init = { method, headers: { authorization } }
      const answer = await fetch(server.url + addressOf(path), init)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toEqual({ error: 'unauthorized' })
    }
    expect(await everything()).toEqual(before)
  },
)

test.each(['..%2f..%2fevents', '%00', '%ff', "'%20or%201=1--", '{id}', 'x'.repeat(200)])(
  'no job is called %s',
  async (id) => {
    const before = await everything()
    const headers = { authorization: `Bearer ${OPERATOR_KEY}` }
    const statusOf = async (method: string, path: string) =>
      (await fetch(server.url + path.replace('{id}', id), { method, headers })).status
    const changes = WITHOUT_BODY.filter((path) => path.includes('{id}'))
    // No address at all, one that is too long, or one where nothing is.
    for (const path of OF_ONE) expect([400, 404, 414]).toContain(await statusOf('GET', path))
    for (const path of changes) expect([400, 404, 414]).toContain(await statusOf('POST', path))
    expect(await everything()).toEqual(before)
  },
)
