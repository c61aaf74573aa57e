import { OPERATOR_KEY, openServer } from '../open-server'
import { APP_ID } from '../fakes/youshu'
import { anEvent } from '../youshu/an-event'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'
import { refuse, accept } from './vendor'

let server: StoreServer
const open = async (env: Record<string, string | undefined> = {}) => {
  server = await openStoreServer({ ...(await storeAddress()), ...env })
  return server
}
afterEach(() => server.close())
afterAll(stopStore)

const json = async (response: Promise<Response> | Response) => {
  const answer = await response
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('phone and server', () => {
  test('both report one order: one event leaves, and both are named', async () => {
    await open()
    const event = anEvent()
    await server.report({
      ...event,
      props: { ...Object(event['props']), extra: { event_id: 'consume/O1/I1' } },
    })
    const answer = await server.post('/events', { events: [event] }, OPERATOR_KEY)
    expect(answer).toMatchObject({
      status: 202,
      json: { event_ids: ['consume/O1/I1'], stored: 0, repeats: 1 },
    })
    await server.store.forwarder.drain()
    expect(server.vendor.arrived()).toEqual(['consume/O1/I1'])
    const found = await json(server.get('/events?order_id=O1', OPERATOR_KEY))
    expect(found.body).toEqual({
      events: [
        {
          event_id: 'consume/O1/I1',
          app_id: APP_ID,
          order_id: 'O1',
          action_type: 'consume',
          coupon_id: 'B1',
          coupon_ins_id: 'I1',
          coupon_deduction: null,
          time: '2019-06-13T07:04:33.714Z',
          state: 'accepted',
          received: [
            { from: 'phone', at: expect.any(String) },
            { from: 'server', at: expect.any(String) },
          ],
          repeats: 1,
          done_at: expect.any(String),
        },
      ],
      next: null,
    })
  })

  test('a server’s events are checked by the vendor’s table before any is stored', async () => {
    await open()
    const events = [anEvent(), anEvent({ coupon_instance: {} })]
    const answer = await server.post('/events', { events }, OPERATOR_KEY)
    expect(answer.status).toBe(422)
    expect(answer.json['issues']).toMatchObject([
      { path: 'events[1].props.coupon_instance.coupon_ins_id' },
      {},
    ])
    const { rows } = await server.store.database.query('select 1 from events')
    expect(rows).toHaveLength(0)
  })
})

describe('a server of another merchant', () => {
  const bought = (extra: object) => ({
    type: 'consume_coupon',
    props: {
      coupon: { coupon_id: 'P1', coupon_name: '满58减5' },
      page: 'server',
      time: '1795750000000',
      wx_user: { app_id: 'wx1', open_id: 'o-1' },
      chan: { chan_wxapp_scene: 1000 },
      extra,
    },
  })
  const got = {
    ...bought({}),
    type: 'get_coupon',
    props: {
      ...bought({}).props,
      coupon_batch: { coupon_batch_id: 'B1', coupon_batch_name: '满58减5' },
    },
  }

  test('reports in the newer tables, under its own app id, and needs no secret', async () => {
    await open({ RELAY_APP_IDS: 'bi-two', YOUSHU_APP_SECRET: undefined })
    const events = [bought({ order_id: 'O7' }), got]
    const body = { events, app_id: 'bi-two', edition: 'datanexus' }
    expect(await server.post('/events', body, OPERATOR_KEY)).toMatchObject({
      status: 202,
      json: { event_ids: ['consume/O7/P1', expect.stringContaining('get_coupon#')], stored: 2 },
    })
    await server.store.forwarder.drain()
    expect(server.vendor.calls.map(({ url }) => url)).toEqual(
      expect.arrayContaining([expect.stringContaining('/api/report?app_id=bi-two')]),
    )
    expect(server.vendor.arrived().sort()).toEqual(['', 'consume/O7/P1'])
  })

  test.each([
    ['an app id that is no tenant’s', { app_id: 'bi-typo' }, 'app_id'],
    ['no app id', { app_id: '' }, 'app_id'],
    ['no table of the vendor’s', { edition: 'older' }, 'edition'],
    ['the other table', { edition: 'youshu' }, 'events[0].props.action_type'],
  ])('with %s is refused', async (_, more, path) => {
    await open({ RELAY_APP_IDS: 'bi-two' })
    const body = { events: [bought({ order_id: 'O7' })], edition: 'datanexus', ...more }
    const { status, json: answer } = await server.post('/events', body, OPERATOR_KEY)
    expect(status).toBe(422)
    expect(Object(answer).issues[0]).toMatchObject({ path })
    expect((await server.store.database.query('select from events')).rowCount).toBe(0)
  })
})

describe('GET /events', () => {
  test('pages by cursor, filtered by state and time', async () => {
    await open()
    const day = (n: number) => String(Date.parse(`2026-11-2${n}T12:00:00+08:00`))
    for (let n = 0; n < 6; n += 1)
      await server.report(reported({ order_id: `O${n}`, time: day(n), extra: undefined }))
    const page = async (query: string) => {
      const { body } = await json(server.get(`/events?${query}`, OPERATOR_KEY))
      return {
        orders: (body['events'] as { order_id: string }[]).map(({ order_id }) => order_id),
        next: body['next'],
      }
    }
    const first = await page('from=2026-11-21&to=2026-11-25&state=stored&limit=3')
    expect(first).toEqual({ orders: ['O4', 'O3', 'O2'], next: expect.any(String) })
    expect(
      await page(`from=2026-11-21&to=2026-11-25&state=stored&limit=3&cursor=${String(first.next)}`),
    ).toEqual({ orders: ['O1'], next: null })
    expect((await page('state=accepted')).orders).toEqual([])
  })

  test.each([
    'limit=0',
    'limit=501',
    'limit=x',
    'cursor=-1',
    'cursor=9999999999999999999999',
    'state=waiting',
    'from=yesterday',
    'from=2026-13-45',
    'order_id=',
    'order_id=a&order_id=b',
    'unknown=1',
    `order_id=${'x'.repeat(1_001)}`,
  ])('%.40s breaks a rule and is refused', async (query) => {
    await open()
    expect((await server.get(`/events?${query}`, OPERATOR_KEY)).status).toBe(422)
  })

  test.each([
    "' or 1=1 --",
    '%00',
    '"; drop table events; --',
    '<script>',
    '\u2028',
    '𠮷',
    'a\0b',
    '\ud800',
  ])('an id like %j is a text like any other', async (order_id) => {
    await open()
    const { status, body } = await json(
      server.get(`/events?${new URLSearchParams({ order_id }).toString()}`, OPERATOR_KEY),
    )
    expect({ status, body }).toEqual({ status: 200, body: { events: [], next: null } })
  })
})

describe('what was put aside', () => {
  test('is listed with the vendor’s words, and goes again when asked to', async () => {
    await open()
    for (let n = 0; n < 9; n += 1) await server.report(reported({ order_id: `O${n}` }))
    server.vendor.answers((ids) => (ids.includes('consume/O4/C1') ? refuse : accept))
    await server.store.forwarder.drain()
    // Others were accepted since: the next refusal is its own.
    await server.report(reported({ order_id: 'later' }))
    await server.store.forwarder.drain()
    await server.store.database.query("update lanes set due_at = '-infinity'")
    await server.store.forwarder.drain()
    const refused = await json(server.get('/events?state=refused', OPERATOR_KEY))
    expect(refused.body['events']).toMatchObject([
      { event_id: 'consume/O4/C1', refusal: { code: '1003', message: 'bad event' } },
    ])
    server.vendor.answers(() => accept)
    const { json: retried } = await server.post(
      '/events/retry',
      { event_ids: ['consume/O4/C1', 'unknown'] },
      OPERATOR_KEY,
    )
    expect(retried).toEqual({ retried: 1 })
    await server.store.forwarder.drain()
    expect((await json(server.get('/events?state=refused', OPERATOR_KEY))).body['events']).toEqual(
      [],
    )
    expect(server.logged()).toContain('"audit":"events.retry"')
  })

  test('the summary counts by hour, names the calls, and says how the vendor does', async () => {
    await open()
    await server.report(reported())
    await server.store.forwarder.drain()
    await server.report(reported({ order_id: 'O2' }))
    const from = Date.now() - 3_600_000
    const { body } = await json(
      server.get(`/events/summary?from=${from}&to=${from + 7_200_000}`, OPERATOR_KEY),
    )
    expect(body).toMatchObject({
      counts: [
        { state: 'accepted', count: 1 },
        { state: 'stored', count: 1 },
      ],
      upstreams: [{ app_id: APP_ID, failures: 0, waiting: 1 }],
      batches: [{ app_id: APP_ID, events: 1, outcome: 'accepted' }],
    })
  })

  test('a person is forgotten by his open_id', async () => {
    await open()
    await server.report(reported())
    expect((await server.post('/erasures', { open_id: 'o-1' }, OPERATOR_KEY)).json).toEqual({
      erased: 1,
    })
    expect(
      (await server.post('/erasures', { open_id: 'o-1', all: true }, OPERATOR_KEY)).status,
    ).toBe(422)
    const { body } = await json(server.get('/events/body?event_id=consume/O1/C1', OPERATOR_KEY))
    expect(body['events']).toMatchObject([
      { body: '', state: 'refused', refusal: { code: 'erased' } },
    ])
  })
})

describe('without a credential, and without a store', () => {
  const ROUTES = [
    ['GET', '/events'],
    ['GET', '/events/summary'],
    ['GET', '/events/body'],
    ['POST', '/events'],
    ['POST', '/events/retry'],
    ['POST', '/erasures'],
    ['POST', '/backups'],
  ] as const

  test('no caller without the key learns anything', async () => {
    await open()
    for (const [method, path] of ROUTES)
      for (const authorization of ['', 'Bearer x', `Bearer ${OPERATOR_KEY}x`]) {
        const response = await fetch(`${server.url}${path}`, { method, headers: { authorization } })
        expect(response.status).toBe(401)
        expect(await response.json()).toEqual({ error: 'unauthorized' })
      }
  })

  test('the routes answer by name, and all others work', async () => {
    await open()
    const without = await openServer()
    const response = await fetch(`${without.url}/report?app_id=${APP_ID}`, {
      method: 'POST',
      body: '{}',
    })
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ error: 'unconfigured', variable: 'GATEWAY_STORE' })
    for (const [method, path] of ROUTES.filter(([, one]) => one !== '/events'))
      expect(
        (
          await fetch(`${without.url}${path}`, {
            method,
            headers: { authorization: `Bearer ${OPERATOR_KEY}` },
          })
        ).status,
      ).toBe(503)
    expect((await fetch(`${without.url}/healthz`)).status).toBe(200)
    await without.close()
  })
})
