import { startUpstream } from './fakes/upstream'
import { accepted, answers } from './fakes/youshu'
import { CART, OPERATOR_KEY, type OpenServer, openServer, SESSION_SECRET } from './open-server'
import { coupons } from './youshu/a-coupon'

let server: OpenServer
afterEach(() => server.close())

const lines = () =>
  server
    .logged()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const answered = () => lines().filter(({ msg }) => msg === 'answered')
const audits = () => lines().filter(({ msg }) => msg === 'audit')
const text = async (path: string) => (await fetch(server.url + path)).text()

describe('one log line says why a request was not a 200', () => {
  test.each([
    ['no credential', '/sessions', undefined, {}, { status: 401, reason: 'no bearer credential' }],
    ['a wrong key', '/sessions', 'x', {}, { status: 401, reason: 'not the operator key' }],
    ['an old session', '/usable-coupons', 'x', CART, { status: 401, reason: expect.any(String) }],
    ['no such route', '/nowhere', OPERATOR_KEY, {}, { status: 404 }],
    [
      'a broken rule',
      '/sessions',
      OPERATOR_KEY,
      { user_id: 'a b' },
      {
        status: 422,
        issues: { count: 1, first: [{ path: 'user_id', expected: expect.any(String) }] },
      },
    ],
    [
      'no JSON',
      '/sessions',
      OPERATOR_KEY,
      'x',
      { status: 422, issues: { count: 1, first: [{ path: '', expected: expect.any(String) }] } },
    ],
    [
      'a vendor that is not there',
      '/coupon-batches',
      OPERATOR_KEY,
      { coupons: coupons(1) },
      {
        status: 502,
        upstream: 'youshu',
        code: 'network',
        message: expect.any(String),
        retryable: true,
      },
    ],
  ])('%s', async (_, path, credential, body, line) => {
    server = await openServer()
    const { headers } = await server.post(path, body, credential)
    expect(answered()).toMatchObject([{ ...line, reqId: headers.get('x-request-id') }])
  })

  test("the vendor's refusal, with its code and words", async () => {
    const youshu = await startUpstream(() => answers({ retcode: 1001, errmsg: 'quota' }))
    server = await openServer({ YOUSHU_BASE_URL: youshu.url })
    await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY)
    await youshu.close()
    expect(answered()).toMatchObject([
      { status: 502, upstream: 'youshu', code: 1001, message: 'quota', level: 40 },
    ])
  })

  test('a caller beyond the limit, and a body beyond its size', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '2' })
    await server.post('/sessions', `{"user_id": "${'1'.repeat(70_000)}"}`, OPERATOR_KEY)
    await server.post('/sessions', { user_id: '1001' }, OPERATOR_KEY)
    await server.post('/sessions', { user_id: '1001' }, OPERATOR_KEY)
    expect(answered()).toMatchObject([
      { status: 413, reason: 'FST_ERR_CTP_BODY_TOO_LARGE' },
      { status: 200 },
      { status: 429, reason: 'more than GATEWAY_RATE_LIMIT' },
    ])
  })

  test('a variable that is missing', async () => {
    server = await openServer({ YOUSHU_APP_ID: undefined })
    await server.post('/coupon-batches', {}, OPERATOR_KEY)
    expect(answered()).toMatchObject([{ status: 503, unconfigured: 'YOUSHU_APP_ID' }])
  })

  test('what was received is not repeated: it may be a person', async () => {
    server = await openServer()
    await server.post('/sessions', { user_id: 'Zhang San 13800138000' }, OPERATOR_KEY)
    expect(server.logged()).not.toMatch(/Zhang|13800138000/)
  })
})

describe('changes leave a line of their own', () => {
  test('a session: who opened it and for whom, without the name', async () => {
    server = await openServer()
    await server.session('548019854034')
    await server.session('548019854034')
    const [one, two] = audits()
    expect(one).toMatchObject({ audit: 'session.open', by: 'operator', ip: '127.0.0.1' })
    expect(one?.['user']).toMatch(/^[\da-f]{12}$/)
    expect(two?.['user']).toBe(one?.['user'])
    expect(server.logged()).not.toContain('548019854034')
    expect(server.logged()).not.toContain(SESSION_SECRET)
  })

  test('a push: which batches were taken', async () => {
    const youshu = await startUpstream(() => accepted)
    server = await openServer({ YOUSHU_BASE_URL: youshu.url })
    await server.post('/coupon-batches', { coupons: coupons(2) }, OPERATOR_KEY)
    await youshu.close()
    expect(audits()).toMatchObject([
      {
        audit: 'coupons.push',
        accepted: 2,
        calls: 1,
        ids: [expect.any(String), expect.any(String)],
      },
    ])
  })

  test('a card: which one, which fields, and how it ended', async () => {
    server = await openServer()
    const card = { card_id: 'ph_1', card_type: 'member_card', base_info: { notice: '出示二维码' } }
    await server.post('/cards/update', card, OPERATOR_KEY)
    expect(audits()).toMatchObject([
      { audit: 'card.update', card_id: 'ph_1', card_type: 'member_card', result: 'upstream' },
    ])
    expect(server.logged()).toContain('"notice"')
    expect(server.logged()).not.toContain('出示二维码')
  })
})

describe('a request can be followed', () => {
  const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const ID = '6f1c2a34-0000-4000-8000-123456789abc'

  test('from the caller, through our log, to the vendor', async () => {
    const youshu = await startUpstream(() => accepted)
    server = await openServer({ YOUSHU_BASE_URL: youshu.url })
    const headers = { 'x-request-id': ID, traceparent: TRACE, tracestate: 'a=1' }
    const answer = await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY, {
      headers,
    })
    await youshu.close()
    expect(answer.headers.get('x-request-id')).toBe(ID)
    expect(answered()).toMatchObject([{ reqId: ID }])
    expect(youshu.requests[0]?.headers).toMatchObject(headers)
  })

  test.each([
    ['too short to be an id', { 'x-request-id': 'mine' }],
    ['too long', { 'x-request-id': 'x'.repeat(65) }],
    ['of other letters', { 'x-request-id': '"},{"level":60,"x":"' }],
    ['a trace of another form', { traceparent: 'x'.repeat(55) }],
  ])('what is %s goes nowhere', async (_, headers) => {
    const youshu = await startUpstream(() => accepted)
    server = await openServer({ YOUSHU_BASE_URL: youshu.url })
    const answer = await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY, {
      headers,
    })
    await youshu.close()
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    expect(youshu.requests[0]?.headers).not.toHaveProperty('traceparent')
  })
})

describe('the probes', () => {
  test('say that it is ready, and which version', async () => {
    server = await openServer()
    expect(JSON.parse(await text('/readyz'))).toEqual({ ready: true })
    expect(JSON.parse(await text('/version'))).toEqual({ version: expect.stringMatching(/^\d/) })
  })

  test('/metrics count requests, calls, failures and the state of each breaker', async () => {
    server = await openServer()
    await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY)
    await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY)
    const metrics = await text('/metrics')
    expect(metrics).toContain(
      'gateway_http_requests_total{method="POST",route="/sessions",status="200"} 1',
    )
    expect(metrics).toContain('gateway_upstream_requests_total{system="youshu",result="network"} 4')
    expect(metrics).toContain('gateway_upstream_errors_total{system="youshu",code="network"} 1')
    expect(metrics).toContain('gateway_upstream_breaker_open{system="youshu"} 0')
    expect(metrics).toMatch(
      /gateway_http_request_duration_seconds_bucket{le="0.1",route="\/sessions"} \d/,
    )
  })

  test('an address that no route takes is no label of its own', async () => {
    server = await openServer()
    await fetch(`${server.url}/${'x'.repeat(50)}`)
    const metrics = await text('/metrics')
    expect(metrics).toContain('route="none",status="404"')
    expect(metrics).not.toContain('xxxxx')
  })

  test('/metrics may be closed', async () => {
    server = await openServer({ GATEWAY_METRICS: 'operator' })
    expect((await fetch(`${server.url}/metrics`)).status).toBe(401)
    const authorization = `Bearer ${OPERATOR_KEY}`
    const answer = await fetch(`${server.url}/metrics`, { headers: { authorization } })
    expect(answer.status).toBe(200)
    await server.close()
    server = await openServer({ GATEWAY_METRICS: 'off' })
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  })
})
