import { setTimeout as sleep } from 'node:timers/promises'
import { fetchHttp, type Http } from '../../cloudfunctions/coupon-gateway/lib/http'
import type { Timing } from '../../cloudfunctions/coupon-gateway/lib/upstreams'
import { type Behaviour, type FakeUpstream, startUpstream } from './fakes/upstream'
import { accepted, answers } from './fakes/youshu'
import { CART, OPERATOR_KEY, type OpenServer, openServer } from './open-server'
import { coupons } from './youshu/a-coupon'

let vendor: FakeUpstream
let server: OpenServer
afterEach(async () => {
  await server.close()
  await vendor.close()
})

const TIMING: Timing = { halfOpenAfter: 1_000, queue: 20, finish: 0, store: 1_000 }
const NONE: Behaviour = answers({ status: true, code: 0, message: '', data: [] })

/** The real network, with less patience. */
const impatient =
  (timeoutMs: number): Http =>
  (request) =>
    fetchHttp({ ...request, timeoutMs })

const open = async (behave: () => Behaviour, timeoutMs = 2_000) => {
  vendor = await startUpstream(behave)
  const env = {
    COUPON_PROVIDER: 'zvcms',
    ZVCMS_BASE_URL: vendor.url,
    YOUSHU_BASE_URL: vendor.url,
    WECHAT_BASE_URL: vendor.url,
    GATEWAY_UPSTREAM_CONCURRENCY: '5',
  }
  server = await openServer(env, impatient(timeoutMs), undefined, TIMING)
  return server.session('1001')
}

const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let time = 0; !(await holds()); time += 1) {
    if (time > 4_000) throw new Error('it never came')
    await sleep(5)
  }
}

const codes = (answered: readonly { json: Record<string, unknown> }[]) => {
  const counts: Record<string, number> = {}
  for (const { json } of answered)
    counts[String(json['code'])] = (counts[String(json['code'])] ?? 0) + 1
  return counts
}

describe('a vendor that hangs', () => {
  test('holds five calls and no more; everybody else is answered at once, with a time to come back', async () => {
    const token = await open(() => 'never answers', 1_000)
    const asked = await Promise.all(
      Array.from({ length: 60 }, () => server.post('/usable-coupons', CART, token)),
    )
    const { timeout = 0, busy: refused = 0, circuit_open: spared = 0 } = codes(asked)
    expect(timeout + refused + spared).toBe(60)
    expect(timeout).toBe(vendor.requests.length)
    expect(vendor.mostAtOnce()).toBe(5)
    const busy = asked.find(({ json }) => json['code'] === 'busy')
    expect([busy?.status, busy?.headers.get('retry-after')]).toEqual([503, '10'])
    expect(busy?.json).toMatchObject({ error: 'upstream', system: 'zvcms', retryable: true })
  })

  test('is left alone after five failures, and asked again by one call when the time has come', async () => {
    let isWell = false
    const token = await open(() => (isWell ? NONE : 'resets'))
    const ask = () => server.post('/usable-coupons', CART, token)
    for (let time = 0; time < 5; time += 1) expect((await ask()).json['code']).toBe('network')
    expect((await ask()).json['code']).toBe('circuit_open')
    expect(vendor.requests).toHaveLength(5)
    expect(server.logged()).toContain('The circuit breaker is open')

    await sleep(TIMING.halfOpenAfter)
    expect((await ask()).json['code']).toBe('network')
    expect((await ask()).json['code']).toBe('circuit_open')
    expect(vendor.requests).toHaveLength(6)

    isWell = true
    await until(async () => (await ask()).status === 200)
    expect((await ask()).status).toBe(200)
    expect(server.logged()).toContain('The circuit breaker is closed')
  })

  test('leaves the other vendors untouched', async () => {
    const token = await open(() => 'resets')
    for (let time = 0; time < 6; time += 1) await server.post('/usable-coupons', CART, token)
    const { json } = await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY)
    expect(json).toMatchObject({ system: 'youshu', code: 'network' })
  })

  test('a call to a vendor that is down is not tried again four times', async () => {
    await open(() => 'resets')
    const push = () => server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY)
    await push()
    await push()
    const before = vendor.requests.length
    expect((await push()).json).toMatchObject({
      code: 'circuit_open',
      accepted: 0,
      refused: [{ from: 0, to: 0, retcode: 'circuit_open' }],
    })
    expect(vendor.requests).toHaveLength(before)
  })
})

describe('refusals of a vendor that is well', () => {
  test('do not open the breaker: a 4xx is about the request', async () => {
    const token = await open(() => ({ status: 403, body: '{}' }))
    for (let time = 0; time < 12; time += 1)
      expect((await server.post('/usable-coupons', CART, token)).json['code']).toBe('http_403')
    expect(vendor.requests).toHaveLength(12)
  })
})

describe('a caller who hangs up', () => {
  const hangUp = async (path: string, body: unknown, credential: string) => {
    const caller = new AbortController()
    const asked = server.post(path, body, credential, { signal: caller.signal })
    await until(() => vendor.requests.length > 0)
    caller.abort()
    await expect(asked).rejects.toThrow('aborted')
    await until(() => server.logged().includes('"status":499'))
  }

  test('at the checkout ends the call to the vendor', async () => {
    const token = await open(() => 'never answers', 5_000)
    await hangUp('/usable-coupons', CART, token)
    await until(async () => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text()
      return /gateway_upstream_in_flight{system="zvcms"} 0/.test(metrics)
    })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('gateway_upstream_requests_total{system="zvcms",result="aborted"} 1')
  })

  test('is no failure of the vendor: the breaker stays closed', async () => {
    const token = await open(() => 'never answers', 5_000)
    for (let time = 0; time < 8; time += 1) {
      const caller = new AbortController()
      const before = vendor.requests.length
      const asked = server.post('/usable-coupons', CART, token, { signal: caller.signal })
      await until(() => vendor.requests.length > before)
      caller.abort()
      await expect(asked).rejects.toThrow('aborted')
    }
    expect(vendor.requests).toHaveLength(8)
    expect(server.logged()).not.toContain('circuit breaker')
  })

  test('in the middle of a push ends it after the call that is under way, and the log says where', async () => {
    let answerNow: ((behaviour: Behaviour) => void) | undefined
    vendor = await startUpstream(() => new Promise<Behaviour>((answer) => (answerNow = answer)))
    server = await openServer({ YOUSHU_BASE_URL: vendor.url }, impatient(5_000), undefined, TIMING)
    await hangUp('/coupon-batches', { coupons: coupons(500) }, OPERATOR_KEY)
    answerNow?.(accepted)
    await until(() => server.logged().includes('"audit":"coupons.push"'))
    expect(server.logged()).toContain('"stopped":"aborted","from":50')
    expect(vendor.requests).toHaveLength(1)
  })
})

describe('a shutdown', () => {
  test('in the middle of a push of slow calls ends it and says where to go on', async () => {
    let answerNow: ((behaviour: Behaviour) => void) | undefined
    vendor = await startUpstream(() => new Promise<Behaviour>((answer) => (answerNow = answer)))
    server = await openServer({ YOUSHU_BASE_URL: vendor.url }, impatient(5_000), undefined, TIMING)
    const push = server.post('/coupon-batches', { coupons: coupons(500) }, OPERATOR_KEY)
    await until(() => vendor.requests.length > 0)
    const closed = server.close()
    await sleep(20)
    answerNow?.(accepted)
    const { status, json } = await push
    expect(status).toBe(503)
    expect(json).toMatchObject({
      code: 'stopping',
      retryable: true,
      accepted: 50,
      refused: [{ from: 50, to: 99, retcode: 'stopping' }],
    })
    await closed
  })

  test('with fifty slow card updates finishes what was sent and refuses the rest, each with a word', async () => {
    const answer: ((behaviour: Behaviour) => void)[] = []
    const card = { card_type: 'MEMBER_CARD', member_card: { base_info: { notice: '旧' } } }
    vendor = await startUpstream(({ path }) =>
      path === '/cgi-bin/stable_token'
        ? answers({ access_token: 'T', expires_in: 7200 })
        : path === '/card/get'
          ? answers({ errcode: 0, errmsg: 'ok', card })
          : new Promise<Behaviour>((later) => answer.push(later)),
    )
    server = await openServer(
      { WECHAT_BASE_URL: vendor.url, GATEWAY_UPSTREAM_CONCURRENCY: '5' },
      impatient(5_000),
      undefined,
      { ...TIMING, queue: 5_000 },
    )
    const change = { card_id: 'ph_1', card_type: 'member_card', base_info: { notice: '出示' } }
    const updates = Array.from({ length: 50 }, () =>
      server.post('/cards/update', change, OPERATOR_KEY),
    )
    // Five under way, five in the queue, and the rest was answered at once.
    await until(() => answer.length === 5 && server.logged().split('"status":503').length === 41)
    const closed = server.close()
    await sleep(20)
    const ok = answers({ errcode: 0, errmsg: 'ok', send_check: true })
    const drain = setInterval(() => {
      for (const later of answer.splice(0)) later(ok)
    }, 5)
    const answered = await Promise.all(updates)
    clearInterval(drain)
    expect(codes(answered)).toEqual({ undefined: 5, stopping: 5, busy: 40 })
    expect(answered.filter(({ status }) => status === 200)).toHaveLength(5)
    await closed
  })

  test('lets a checkout that is under way finish, and takes no new one', async () => {
    let answerNow: ((behaviour: Behaviour) => void) | undefined
    vendor = await startUpstream(() => new Promise<Behaviour>((answer) => (answerNow = answer)))
    const env = { COUPON_PROVIDER: 'zvcms', ZVCMS_BASE_URL: vendor.url }
    server = await openServer(env, impatient(5_000), undefined, TIMING)
    const token = await server.session('1001')
    const asked = server.post('/usable-coupons', CART, token)
    await until(() => vendor.requests.length > 0)
    const closed = server.close()
    await sleep(20)
    answerNow?.(NONE)
    expect((await asked).status).toBe(200)
    await closed
    await expect(fetch(`${server.url}/readyz`)).rejects.toThrow('fetch failed')
  })
})
