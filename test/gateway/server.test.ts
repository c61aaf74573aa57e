import { startUpstream } from './fakes/upstream'
import { accepted } from './fakes/youshu'
import { coupons } from './youshu/a-coupon'
import { anEvent } from './youshu/an-event'
import { CART, OPERATOR_KEY, type OpenServer, openServer } from './open-server'

let server: OpenServer
afterEach(() => server.close())

const statuses = async (times: number, once: () => Promise<{ status: number }>) => {
  const found: number[] = []
  for (let time = 0; time < times; time += 1) found.push((await once()).status)
  return found
}

describe('the rate of each credential', () => {
  test('is limited for itself: one that is used up does not slow the others', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '3' })
    const [a, b] = [await server.session('1001'), await server.session('1002')]
    const ask = (token: string) => () => server.post('/usable-coupons', CART, token)
    expect(await statuses(4, ask(a))).toEqual([200, 200, 200, 429])
    expect(await statuses(4, ask(b))).toEqual([200, 200, 200, 429])
  })

  test('counts a user, not a token: a new session is no new allowance', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '2' })
    const [one, two] = [await server.session('1001'), await server.session('1001')]
    await statuses(2, () => server.post('/usable-coupons', CART, one))
    const { status, json, headers } = await server.post('/usable-coupons', CART, two)
    expect([status, json]).toEqual([429, { error: 'too_many_requests' }])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('guessing keys is counted by address, whatever is guessed', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '3' })
    let guess = 0
    const found = await statuses(5, () => server.post('/sessions', {}, `guess-${(guess += 1)}`))
    expect(found).toEqual([401, 401, 401, 429, 429])
    expect((await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY)).status).toBe(200)
  })

  test('counts callers without a credential by their own address, where a proxy of ours passes it on', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '1', GATEWAY_PROXIES: '1' })
    const from = (chain: string) => () =>
      server.post('/sessions', {}, 'expired', { headers: { 'x-forwarded-for': chain } })
    expect(await statuses(2, from('203.0.113.1'))).toEqual([401, 429])
    expect(await statuses(2, from('203.0.113.2'))).toEqual([401, 429])
    // What the caller wrote before our proxy wrote its own counts for nothing.
    expect(await statuses(1, from('198.51.100.9, 203.0.113.2'))).toEqual([429])
  })

  test('believes no caller about an address where no proxy is ours', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '1' })
    const from = (address: string) => () =>
      server.post('/sessions', {}, 'guess', { headers: { 'x-forwarded-for': address } })
    expect(await statuses(1, from('203.0.113.1'))).toEqual([401])
    expect(await statuses(1, from('203.0.113.2'))).toEqual([429])
  })

  test('does not apply to healthz, which the platform asks all the time', async () => {
    server = await openServer({ GATEWAY_RATE_LIMIT: '2' })
    expect(await statuses(5, () => fetch(`${server.url}/healthz`))).toEqual([
      200, 200, 200, 200, 200,
    ])
  })
})

describe('the server', () => {
  test('gives every answer an id that its log line has too', async () => {
    server = await openServer()
    const { headers } = await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY)
    const id = headers.get('x-request-id') ?? 'none'
    const line = server
      .logged()
      .split('\n')
      .find((each) => each.includes(id) && each.includes('answered'))
    expect(line).toContain('"route":"/sessions","status":200')
  })

  test('does not let anybody keep an answer', async () => {
    server = await openServer()
    const { headers } = await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toContain('application/json')
  })

  test('takes JSON whatever the content type says, as curl -d sends it', async () => {
    server = await openServer()
    const more = { headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    const { status } = await server.post('/sessions', { user_id: '1' }, OPERATOR_KEY, more)
    expect(status).toBe(200)
  })

  test('finishes what is in flight before it closes', async () => {
    let answer: (() => void) | undefined
    const arrived = new Promise<void>((here) => {
      answer = here
    })
    const youshu = await startUpstream(() => {
      answer?.()
      return accepted
    })
    server = await openServer({ YOUSHU_BASE_URL: youshu.url })
    const inFlight = server.post('/coupon-batches', { coupons: coupons(500) }, OPERATOR_KEY)
    await arrived
    await server.close()
    expect(await inFlight).toMatchObject({ status: 200, json: { accepted: 500 } })
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed')
    await youshu.close()
  })

  test('an error of ours is 500 without its text, and is logged without it', async () => {
    server = await openServer({}, () => Promise.reject(new TypeError('a secret in a message')))
    const { status, json } = await server.post('/events', { events: [anEvent()] }, OPERATOR_KEY)
    expect([status, json]).toEqual([500, { error: 'internal' }])
    expect(server.logged()).toContain('TypeError')
    expect(server.logged()).not.toContain('a secret in a message')
  })
})
