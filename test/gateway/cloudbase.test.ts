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
