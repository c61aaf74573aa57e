import { fetchHttp } from '../../../cloudfunctions/coupon-gateway/lib/http'
import { pushCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'
import { fakePorts } from '../fakes/ports'
import type { Behaviour, FakeUpstream } from '../fakes/upstream'
import { accepted, answers, APP_ID, APP_SECRET, startYoushu } from '../fakes/youshu'
import { aCoupon, coupons } from './a-coupon'

let youshu: FakeUpstream
afterEach(() => youshu.close())

const push = async (
  input: { coupons: readonly unknown[]; from?: number },
  behave?: (count: number) => Behaviour,
  timeoutMs = 10_000,
) => {
  youshu = await startYoushu((_, count) => behave?.(count) ?? accepted)
  const ports = fakePorts((request) => fetchHttp({ ...request, timeoutMs }))
  const upstream = { appId: APP_ID, appSecret: APP_SECRET, baseUrl: youshu.url }
  const outcome = await pushCoupons(upstream, ports, { dataSourceId: '101', ...input })
  return { outcome, ports }
}

const sent = (): { dataSourceId: string; coupons: { external_coupon_id: string }[] }[] =>
  youshu.requests.map(({ body }) => JSON.parse(body))

const failingAt =
  (call: number, behaviour: Behaviour) =>
  (count: number): Behaviour =>
    count >= call ? behaviour : accepted

const DEEP = '['.repeat(20_000) + ']'.repeat(20_000)
const refusal = answers({ retcode: 1001, errmsg: 'quota', data: {} })

describe('pushing coupons', () => {
  test('1,000 coupons go in 20 calls of 50, in order, each one signed', async () => {
    const { outcome } = await push({ coupons: coupons(1000) })
    expect(outcome).toMatchObject({
      kind: 'done',
      value: { accepted: 1000, calls: 20, refused: [] },
    })
    expect(youshu.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 20 }, () => 'POST /data-api/v1/order/add_coupon'),
    )
    expect(sent().every((body) => body.dataSourceId === '101' && body.coupons.length === 50)).toBe(
      true,
    )
    expect(sent().flatMap((body) => body.coupons)).toEqual(coupons(1000))
  })

  test('what does not fill the last call goes in a shorter one', async () => {
    await push({ coupons: coupons(51) })
    expect(sent().map((body) => body.coupons.length)).toEqual([50, 1])
  })

  test('a refusal at call 7 leaves 300 accepted and named, and says where to go on', async () => {
    const { outcome } = await push({ coupons: coupons(1000) }, failingAt(7, refusal))
    expect(outcome).toMatchObject({
      kind: 'done',
      value: {
        accepted: 300,
        accepted_ids: coupons(300).map((coupon) => coupon['external_coupon_id']),
        calls: 7,
        refused: [{ from: 300, to: 349, retcode: 1001, errmsg: 'quota' }],
        stopped: { kind: 'upstream', system: 'youshu', code: 1001, retryable: false },
      },
    })
    expect(youshu.requests).toHaveLength(7)
  })

  test('going on from there sends the other 14 calls', async () => {
    const { outcome } = await push({ coupons: coupons(1000), from: 300 })
    expect(outcome).toMatchObject({ kind: 'done', value: { accepted: 700, calls: 14 } })
    expect(sent()[0]?.coupons[0]?.external_coupon_id).toBe('C300')
  })

  test('one bad coupon among many: nothing is sent', async () => {
    const bad = aCoupon({ coupon_name: '' })
    const { outcome } = await push({ coupons: [...coupons(200), bad] })
    expect(outcome).toEqual({
      kind: 'invalid',
      issues: [
        { path: 'coupons[200].coupon_name', expected: '1 to 100 bytes of UTF-8', received: '""' },
      ],
    })
    expect(youshu.requests).toHaveLength(0)
  })

  test('of a list that is wrong from end to end, the first thousand broken rules are reported', async () => {
    const { outcome } = await push({ coupons: Array.from({ length: 100_000 }, () => ({})) })
    const issues = outcome.kind === 'invalid' ? outcome.issues : []
    expect(issues).toHaveLength(1_000)
    expect(issues[0]?.path).toBe('coupons[0].external_coupon_id')
  })

  test('an undocumented field goes along as it is', async () => {
    await push({ coupons: [aCoupon({ coupon_codes: ['1'] })] })
    expect(sent()[0]?.coupons[0]).toMatchObject({ coupon_codes: ['1'] })
  })
})

describe('when Youshu fails', () => {
  test('an outage that passes costs only time: waits grow, nonce and signature are new', async () => {
    const { outcome, ports } = await push({ coupons: coupons(1) }, (count) =>
      count < 4 ? { status: 503, body: 'busy' } : accepted,
    )
    expect(outcome).toMatchObject({ kind: 'done', value: { accepted: 1, calls: 1 } })
    expect(ports.waits).toEqual([250, 500, 1000])
  })

  test.each([
    ['stays down', { status: 503, body: 'busy' }, 'http_503', 4],
    ['says nothing', 'never answers', 'timeout', 4],
    ['resets the connection', 'resets', 'network', 4],
    ['closes half-way through its answer', 'closes half-way', 'network', 4],
    ['asks for patience', { status: 429, body: '' }, 'http_429', 4],
    ['answers with HTML', { body: '<html>' }, 'malformed', 4],
    ['answers with nothing', { body: '' }, 'malformed', 4],
    ['answers thousands of brackets', { body: `{"retcode":0,"data":${DEEP}}` }, 'malformed', 4],
    ['answers null', { body: 'null' }, 'malformed', 4],
    ['answers without a retcode', { body: '{}' }, 'malformed', 4],
    ['sends us elsewhere', { status: 302, headers: { location: '/x' }, body: '' }, 'http_302', 1],
    ['forbids it', { status: 403, body: '' }, 'http_403', 1],
    ['refuses it', refusal, 1001, 1],
  ] as const)('it %s', async (_, behaviour, code, calls) => {
    const { outcome } = await push(
      { coupons: coupons(1) },
      () => behaviour,
      // So that waiting for one that never answers costs a third of a second, not forty.
      code === 'timeout' ? 80 : undefined,
    )
    expect(outcome).toMatchObject({ kind: 'done', value: { accepted: 0, stopped: { code } } })
    expect(youshu.requests).toHaveLength(calls)
  })

  test('no answer, warning or log holds the secret or the signature', async () => {
    const { outcome, ports } = await push({ coupons: coupons(1) }, () => 'resets')
    const shown = JSON.stringify(outcome) + ports.logged()
    const signatures = youshu.requests.map(({ query }) => query.get('signature') ?? '')
    for (const secret of [APP_SECRET, ...signatures]) expect(shown).not.toContain(secret)
    expect(ports.logged()).toContain('trying again')
  })
})
