import { OPERATOR_KEY, type OpenServer, openServer } from './open-server'
import { OPERATOR_ROUTES, raw } from './raw'

let server: OpenServer
afterEach(() => server.close())

describe('hostile bodies', () => {
  test('10 MB are refused, with a credential and without', async () => {
    server = await openServer()
    const body = JSON.stringify({ coupons: ['x'.repeat(10_000_000)] })
    expect((await server.post('/coupon-batches', body, OPERATOR_KEY)).status).toBe(413)
    const session = await server.session('1001')
    expect((await server.post('/usable-coupons', body, session)).status).toBe(413)
    // The answer may come before the upload ends, in which case the client sees a closed connection.
    const stranger = await server.post('/coupon-batches', body).catch(() => undefined)
    expect([401, undefined]).toContain(stranger?.status)
    expect((await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY)).status).toBe(200)
  })

  test.each([
    ['fifty thousand brackets', '['.repeat(50_000)],
    ['objects a thousand deep', '{"a":'.repeat(1000) + '1' + '}'.repeat(1000)],
    ['__proto__', '{"__proto__": {"user_id": "1"}}'],
    ['constructor.prototype', '{"constructor": {"prototype": {"user_id": "1"}}}'],
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"user_id"'],
    ['nothing', ''],
    ['half of it', '{"user_id": "1"'],
  ])('%s is 422, and changes nothing for the next', async (_, body) => {
    server = await openServer()
    for (const path of OPERATOR_ROUTES.slice(0, 3)) {
      const { status, json } = await server.post(path, body, OPERATOR_KEY)
      expect(status).toBe(422)
      expect(json['issues']).toEqual(expect.any(Array))
    }
    const session = await server.session('1001')
    expect((await server.post('/usable-coupons', body, session)).status).toBe(422)
    expect(Reflect.get({}, 'user_id')).toBeUndefined()
  })

  test('a user id cannot carry a header, a line or a path', async () => {
    server = await openServer()
    for (const user_id of ['1\r\nx: y', '1\u0000', '../1002 ', ' ', 'a'.repeat(129)])
      expect((await server.post('/sessions', { user_id }, OPERATOR_KEY)).status).toBe(422)
  })
})

describe('tricks with the address', () => {
  test.each([
    '//sessions',
    '/sessions/',
    '/Sessions',
    '/%73essions',
    '/healthz/../sessions',
    '/./sessions',
    '/sessions;x',
    '/sessions%00',
    '/sessions%2f',
    '/__proto__',
    '/constructor',
    '/etc/passwd',
    '*',
  ])('%s is not found, even with the key', async (path) => {
    server = await openServer()
    const { status } = await raw(
      server.url,
      path,
      { authorization: `Bearer ${OPERATOR_KEY}` },
      '{}',
    )
    expect(status).toBe(404)
  })

  test('a query changes nothing', async () => {
    server = await openServer()
    const { status } = await server.post('/sessions?user_id=2', { user_id: '1' }, OPERATOR_KEY)
    expect(status).toBe(200)
  })

  test('another method is not found or not allowed', async () => {
    server = await openServer()
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      const authorization = `Bearer ${OPERATOR_KEY}`
      const response = await fetch(`${server.url}/sessions`, { method, headers: { authorization } })
      expect([404, 405]).toContain(response.status)
    }
  })
})
