import { until } from '../e2e/until'
import { GATEWAY_MODES } from '../../simulator/contracts'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { asking, cart } from './asked'

const SLOW_MS = 300
// Longer than any test.
const NEVER_MS = 3_600_000

let simulator: Simulator
const { calls, clear, login, post, setMode, token, usable } = asking(() => simulator)

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, slowMs: SLOW_MS })
})
afterAll(() => simulator.close())
beforeEach(async () => {
  await setMode('ok')
  await post('/phone/network', { online: true })
  await post('/collector/mode', { mode: 'ok' })
  await clear()
})

test('a login names the member and brings a session that the gateway accepts', async () => {
  const { session, ...member } = await login()
  expect(member).toEqual({
    open_id: 'oDemo-ShanLan-00000000000001',
    user_id: '548019854034',
    tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
  })
  expect(session.expires_at).toBeGreaterThan(Date.now() / 1000)
  const response = await usable(session.token)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    source: 'embedded',
    best: expect.any(String),
    coupons: expect.arrayContaining([expect.objectContaining({ usable: true })]),
  })
})

test.each([{}, { code: '' }, { code: 7 }, null])(
  'a login without a code is 400: %j',
  async (body) => {
    expect((await post('/shop/login', body)).status).toBe(400)
  },
)

test('the member sees his own coupons; the session of another is out of reach', async () => {
  const response = await usable(await token(), { ...cart, user_id: 'another-user' })
  expect(JSON.stringify(await response.json())).toContain('银卡会员九折券')
})

test('a session that was tampered with, and none at all, are 401 without a reason', async () => {
  const good = await token()
  const [head = '', , signature = ''] = good.split('.')
  const other = Buffer.from(JSON.stringify({ sub: '1', exp: 9e9 })).toString('base64url')
  for (const bad of [`${good}x`, [head, other, signature].join('.'), 'x', '']) {
    const response = await usable(bad)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: 'unauthorized' })
  }
})

test.each(['/sessions', '/coupon-batches', '/cards/update', '/events'])(
  'a session is no key: %s is 401',
  async (path) => {
    const authorization = `Bearer ${await token()}`
    expect((await post(`/gateway${path}`, {}, { authorization })).status).toBe(401)
  },
)

test('the page can see what was asked, by whom, and what was answered, newest last', async () => {
  const answered = await (await usable(await token())).json()
  await usable('no-token', '{"trade')
  expect(await calls()).toEqual([
    {
      id: expect.any(Number),
      at: expect.any(Number),
      from: 'shop',
      path: '/sessions',
      mode: 'ok',
      body: { user_id: '548019854034' },
      status: 200,
      ms: expect.any(Number),
      answer: { token: '[hidden]', expires_at: expect.any(Number) },
    },
    expect.objectContaining({
      from: 'phone',
      path: '/usable-coupons',
      body: cart,
      status: 200,
      answer: answered,
    }),
    expect.objectContaining({
      from: 'phone',
      body: '{"trade',
      status: 401,
      answer: { error: 'unauthorized' },
    }),
  ])
})

test('a failing gateway answers HTTP 500; its other routes work', async () => {
  await setMode('http500')
  expect((await usable(await token())).status).toBe(500)
  expect((await usable('no-token')).status).toBe(401)
})

test('bad data is 200 with something that is not JSON', async () => {
  await setMode('malformed')
  const response = await usable(await token())
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  expect((await calls()).at(-1)).toMatchObject({ mode: 'malformed', answer: text })
})

test('a slow gateway answers late', async () => {
  const session = await token()
  await setMode('slow')
  const started = Date.now()
  expect((await usable(session)).status).toBe(200)
  expect(Date.now() - started).toBeGreaterThanOrEqual(SLOW_MS)
  expect((await calls()).at(-1)).toMatchObject({ status: 200 })
})

test('a slow gateway is seen to be asked, and that the phone does not wait for its answer', async () => {
  const slow = await startSimulator({ port: 0, slowMs: NEVER_MS })
  const there = asking(() => slow)
  const authorization = `Bearer ${await there.token()}`
  await there.setMode('slow')
  const hangUp = new AbortController()
  const answer = fetch(`${slow.url}/gateway/usable-coupons`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(cart),
    signal: hangUp.signal,
  })
  const underWay = await until('the question', async () =>
    (await there.calls()).find(({ path }) => path === '/usable-coupons'),
  )
  expect(underWay).not.toHaveProperty('status')
  hangUp.abort()
  await expect(answer).rejects.toThrow('abort')
  const gone = await until('the end', async () => (await there.calls()).find((call) => call.gone))
  expect(gone).not.toHaveProperty('status')
  await slow.close()
})

test('without a network neither the shop nor the gateway is reached, and nothing is seen', async () => {
  const session = await token()
  await clear()
  await post('/phone/network', { online: false })
  await expect(post('/shop/login', { code: 'x' })).rejects.toThrow('fetch failed')
  await expect(usable(session)).rejects.toThrow('fetch failed')
  expect(await calls()).toEqual([])
})

test.each([{ mode: 'offline' }, { mode: 1 }, {}, null])(
  'an unknown mode is 400 and names the known ones: %j',
  async (body) => {
    const response = await post('/gateway/mode', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: expect.stringContaining(GATEWAY_MODES.join(', ')),
    })
    const mode = await fetch(`${simulator.url}/gateway/mode`)
    expect(await mode.json()).toEqual({ mode: 'ok' })
  },
)

test('a cart that is none is 422 with its issues', async () => {
  const response = await usable(await token(), { ...cart, type_cate: 9 })
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ issues: [{ path: 'type_cate' }] })
})
