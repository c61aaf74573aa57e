import { createHmac } from 'node:crypto'
import { NOW } from './fakes/ports'
import { CART, OPERATOR_KEY, type OpenServer, openServer, SESSION_SECRET } from './open-server'
import { OPERATOR_ROUTES, raw } from './raw'

let server: OpenServer
afterEach(() => server.close())

const REFUSED = { error: 'unauthorized' }

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (payload: object, secret = SESSION_SECRET, alg = 'HS256') => {
  const signed = `${part({ alg })}.${part({ aud: 'coupon-gateway', exp: NOW / 1000 + 60, ...payload })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

const idsOf = (json: Record<string, unknown>) =>
  (Array.isArray(json['coupons']) ? json['coupons'] : []).map((coupon) => String(coupon?.id))

describe('no caller comes in without the credential of the route', () => {
  test.each(OPERATOR_ROUTES)('%s wants the operator', async (path) => {
    server = await openServer()
    const session = await server.session('1001')
    for (const credential of [
      undefined,
      '',
      'x',
      `${OPERATOR_KEY}x`,
      OPERATOR_KEY.slice(1),
      session,
    ]) {
      const { status, json } = await server.post(path, {}, credential)
      expect([status, json]).toEqual([401, REFUSED])
    }
    expect((await server.post(path, {}, OPERATOR_KEY)).status).not.toBe(401)
  })

  test('/usable-coupons wants a session; the operator has none', async () => {
    server = await openServer()
    for (const credential of [undefined, '', 'x', OPERATOR_KEY]) {
      const { status, json } = await server.post('/usable-coupons', CART, credential)
      expect([status, json]).toEqual([401, REFUSED])
    }
  })

  test.each(['Basic', 'bearer:', 'Bearer Bearer', ''])('%s is no Bearer', async (scheme) => {
    server = await openServer()
    const authorization = `${scheme} ${OPERATOR_KEY}`
    const { status } = await raw(server.url, '/sessions', { authorization }, '{"user_id":"1"}')
    expect(status).toBe(401)
  })

  test('a key of the same letters in another case is another key', async () => {
    server = await openServer()
    const { status } = await server.post('/sessions', {}, OPERATOR_KEY.toUpperCase())
    expect(status).toBe(401)
  })
})

describe('a session shows one user and no other', () => {
  test('A never sees a coupon of B, whatever the body says', async () => {
    server = await openServer()
    const a = await server.session('1001')
    const requests = [
      {},
      { user_id: '1002' },
      { user_code: '1002' },
      { userId: '1002' },
      { sub: '1002' },
    ]
    for (const request of requests) {
      const { json } = await server.post('/usable-coupons', { ...CART, ...request }, a)
      expect(new Set(idsOf(json))).toEqual(new Set(['1', '2', '3', '4', '5', '6', '8']))
    }
    const b = await server.session('1002')
    expect(new Set(idsOf((await server.post('/usable-coupons', CART, b)).json))).toEqual(
      new Set(['7', '8']),
    )
  })

  test('two users at the same time get their own', async () => {
    server = await openServer()
    const [a, b] = [await server.session('1001'), await server.session('1002')]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        server.post('/usable-coupons', CART, index % 2 ? a : b),
      ),
    )
    for (const [index, { json }] of answers.entries())
      expect(idsOf(json).includes('7')).toBe(index % 2 === 0)
  })

  test.each([
    ['signed with another secret', token({ sub: '1001' }, 'x'.repeat(40))],
    ['expired', token({ sub: '1001', exp: NOW / 1000 - 1 })],
    ['without an algorithm', token({ sub: '1001' }, SESSION_SECRET, 'none')],
    ['without its signature', token({ sub: '1001' }).replace(/[^.]*$/, '')],
    ['with another algorithm', token({ sub: '1001' }, SESSION_SECRET, 'HS512')],
  ])('a token %s opens nothing', async (_, forged) => {
    server = await openServer()
    const { status, json } = await server.post('/usable-coupons', CART, forged)
    expect([status, json]).toEqual([401, REFUSED])
  })

  test('the same token, well made, opens it: the five above fail for their own reason', async () => {
    server = await openServer()
    const { status } = await server.post('/usable-coupons', CART, token({ sub: '1001' }))
    expect(status).toBe(200)
  })
})
