import { gunzipSync } from 'node:zlib'
import { createMain } from '../../cloudfunctions/coupon-gateway/cloudbase'
import { CART, OPERATOR_KEY, openGateway } from './open-server'
import { anEvent } from './youshu/an-event'

const main = () => createMain(openGateway().app)
const sessionBody = JSON.stringify({ user_id: '1001' })

describe('the cloud function, called over HTTP', () => {
  const event = {
    httpMethod: 'POST',
    path: '/sessions',
    headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'X-Number': 1 },
    body: sessionBody,
    isBase64Encoded: false,
  }

  test('answers as the server does', async () => {
    const answer = await main()(event)
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
      body: expect.stringContaining('"token"'),
    })
  })

  test('is one line in the log and one in the count, as on the server', async () => {
    const { app, logged } = openGateway()
    const call = createMain(app)
    await call(event)
    await call({ ...event, headers: {} })
    const lines = logged()
      .split('\n')
      .filter((line) => line.includes('"answered"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toMatchObject([{ status: 200 }, { status: 401 }])
    const { payload } = await app.inject({ url: '/metrics' })
    const counted = payload
      .split('\n')
      .filter((line) => line.startsWith('gateway_http_requests_total'))
    expect(counted).toEqual([
      expect.stringMatching(/status="200".* 1$/),
      expect.stringMatching(/status="401".* 1$/),
    ])
  })

  test('reads a body that the platform has encoded', async () => {
    const body = Buffer.from(sessionBody).toString('base64')
    expect(await main()({ ...event, body, isBase64Encoded: true })).toMatchObject({
      statusCode: 200,
    })
  })

  test.each([
    ['no credential', { headers: {} }, 401],
    ['no headers at all', { headers: undefined }, 401],
    ['an unknown path', { path: '/nowhere' }, 404],
    ['another method', { httpMethod: 'GET' }, 405],
    ['no body', { body: undefined }, 422],
    ['null for what is not there', { body: null, isBase64Encoded: null }, 422],
    ['null for its headers', { headers: null }, 401],
    ['9 MB', { body: JSON.stringify({ user_id: 'x'.repeat(9_000_000) }) }, 413],
  ])('with %s', async (_, change, statusCode) => {
    expect(await main()({ ...event, ...change })).toMatchObject({ statusCode })
  })
})

describe('an error of ours in the cloud function', () => {
  test('is 500 without its text, and is logged without it', async () => {
    const http = () => Promise.reject(new TypeError('a secret in a message'))
    const { app, logged } = openGateway({}, http)
    const authorization = `Bearer ${OPERATOR_KEY}`
    const event = { path: '/events', authorization, body: { events: [anEvent()] } }
    expect(await createMain(app)(event)).toEqual({
      status: 500,
      body: { error: 'internal' },
    })
    expect(logged()).toContain('TypeError')
    expect(logged()).not.toContain('a secret in a message')
  })
})

describe('the cloud function, called by a mini-program', () => {
  test('takes the credential as a field and the body as it is', async () => {
    const call = main()
    const opened = await call({
      path: '/sessions',
      authorization: `Bearer ${OPERATOR_KEY}`,
      body: { user_id: '1001' },
    })
    expect(opened).toMatchObject({ status: 200, body: { token: expect.any(String) } })
    const token = 'body' in opened ? String(Reflect.get(Object(opened.body), 'token')) : ''
    const listed = await call({
      path: '/usable-coupons',
      authorization: `Bearer ${token}`,
      body: CART,
    })
    expect(listed).toMatchObject({ status: 200, body: { source: 'embedded', best: '1' } })
  })

  test('a number that has lost its digits on the way is refused, and named', async () => {
    const coupons = [{ coupon_codes: [405537296400027648] }]
    expect(await main()({ path: '/coupon-batches', body: { coupons } })).toMatchObject({
      status: 422,
      body: {
        issues: [
          {
            path: 'coupons[0].coupon_codes[0]',
            expected: expect.stringContaining('digits as text'),
          },
        ],
      },
    })
  })

  test('refuses as the server does', async () => {
    expect(await main()({ path: '/usable-coupons', body: CART })).toEqual({
      status: 401,
      body: { error: 'unauthorized' },
    })
    expect(await main()({ path: '/healthz' })).toMatchObject({ status: 200 })
  })

  test.each([undefined, null, 1, 'x', {}, [], { path: 1 }])(
    '%j is nothing to it',
    async (event) => {
      expect(await main()(event)).toMatchObject({ status: 404 })
    },
  )
})

describe('CloudBase as it is', () => {
  const operator = `Bearer ${OPERATOR_KEY}`

  test("a trigger's path in front of every path is taken off", async () => {
    const call = createMain(openGateway({ GATEWAY_PATH_PREFIX: '/api' }).app)
    const get = { httpMethod: 'GET', headers: {} }
    expect(await call({ ...get, path: '/api/healthz' })).toMatchObject({ statusCode: 200 })
    expect(await call({ ...get, path: '/healthz' })).toMatchObject({ statusCode: 200 })
    expect(await call({ ...get, path: '/apihealthz' })).toMatchObject({ statusCode: 404 })
    expect(await call({ path: '/api/healthz' })).toMatchObject({ status: 200 })
  })

  test('a body may be the text of its JSON', async () => {
    const call = { path: '/sessions', authorization: operator, body: sessionBody }
    expect(await main()(call)).toMatchObject({ status: 200, body: { token: expect.any(String) } })
  })

  test('a query comes along, both ways', async () => {
    const { app } = openGateway()
    const call = createMain(app)
    const opened = await call({ path: '/sessions', authorization: operator, body: sessionBody })
    const { token } = Object(Reflect.get(opened, 'body')) as { token: string }
    const authorization = `Bearer ${token}`
    const listed = await call({ path: '/usable-coupons?fields=compact', authorization, body: CART })
    expect(listed).toMatchObject({ body: { best: '1', columns: expect.any(Object) } })
    const answer = await call({
      httpMethod: 'POST',
      path: '/usable-coupons',
      queryStringParameters: { fields: 'compact' },
      headers: { authorization },
      body: JSON.stringify(CART),
    })
    expect(JSON.parse(String(Reflect.get(answer, 'body')))).toEqual(Reflect.get(listed, 'body'))
  })

  test('a compressed answer goes as base64, which is what the platform takes for bytes', async () => {
    const call = createMain(openGateway().app)
    const opened = await call({ path: '/sessions', authorization: operator, body: sessionBody })
    const { token } = Object(Reflect.get(opened, 'body')) as { token: string }
    const answer = await call({
      httpMethod: 'POST',
      path: '/usable-coupons',
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' },
      body: JSON.stringify(CART),
    })
    expect(answer).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } })
    const bytes = gunzipSync(Buffer.from(String(Reflect.get(answer, 'body')), 'base64'))
    expect(JSON.parse(bytes.toString())).toMatchObject({ source: 'embedded', best: '1' })
  })

  test('limits and logs are those of the server', async () => {
    const { app, logged } = openGateway({ GATEWAY_RATE_LIMIT: '2' })
    const call = createMain(app)
    const post = { path: '/sessions', authorization: operator, body: { user_id: '1' } }
    const statuses = [await call(post), await call(post), await call(post)]
    expect(statuses).toMatchObject([{ status: 200 }, { status: 200 }, { status: 429 }])
    expect(logged()).toContain('"route":"/sessions","status":429')
  })

  test.each([
    '//healthz',
    '/\\healthz',
    '/../healthz',
    '/./healthz',
    'healthz',
    '/healthz#x',
    '/healthz?x',
    '',
    '*',
    'http://127.0.0.1/healthz',
    '/health z',
    '/healthz\r\nx: y',
  ])('%j over HTTP is no path of ours', async (path) => {
    expect(await main()({ httpMethod: 'GET', path, headers: {} })).toMatchObject({
      statusCode: 404,
    })
  })

  test.each([
    ['a method that there is not', { httpMethod: 'FETCH' }],
    ['a method of two lines', { httpMethod: 'POST\r\nx: y' }],
    ['headers of other kinds', { headers: { a: 1, b: null, c: ['x'], authorization: {} } }],
    ['a header of two lines', { headers: { 'x-one': 'a\r\nx-two: b' } }],
    ['a header without a name', { headers: { '': 'x', ' ': 'y' } }],
    ['a query of other kinds', { queryStringParameters: { a: { b: 1 }, '&=': ['x', 1] } }],
    ['a length that is not its own', { headers: { 'content-length': '3' } }],
    ['a coding that it has not', { headers: { 'content-encoding': 'gzip' } }],
    ['base64 that is none', { body: '%%%', isBase64Encoded: true }],
  ])('%s ends in an answer', async (_, change) => {
    const event = { httpMethod: 'POST', path: '/sessions', headers: {}, body: '{}' }
    const answer = await main()({ ...event, ...change })
    expect(Reflect.get(answer, 'statusCode')).toBeGreaterThanOrEqual(400)
    expect(Reflect.get(answer, 'statusCode')).toBeLessThan(500)
  })
})
