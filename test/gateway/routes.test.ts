import { anEvent } from './youshu/an-event'
import { coupons } from './youshu/a-coupon'
import { answers, startYoushu } from './fakes/youshu'
import { type FakeUpstream, startUpstream } from './fakes/upstream'
import { CART, OPERATOR_KEY, type OpenServer, openServer } from './open-server'

const open: (OpenServer | FakeUpstream)[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})
const started = async <T extends OpenServer | FakeUpstream>(server: Promise<T>): Promise<T> => {
  const opened = await server
  open.push(opened)
  return opened
}

describe('the routes', () => {
  test('healthz answers anybody', async () => {
    const { url } = await started(openServer())
    const response = await fetch(`${url}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { ok: true }])
  })

  test('a session lists its own coupons, best first, from the catalogue', async () => {
    const { post, session } = await started(openServer())
    const { status, json } = await post('/usable-coupons', CART, await session('1001'))
    expect(status).toBe(200)
    expect(json).toMatchObject({ source: 'embedded', best: '1' })
    expect(json['coupons']).toMatchObject([
      { id: '1', usable: true, deduction: 6 },
      { id: '2', usable: true, deduction: 5.4 },
      { id: '8', usable: true, deduction: 3 },
      ...Array.from({ length: 4 }, () => ({ reason_text: expect.any(String) })),
    ])
  })

  test("with zvcms the vendor is asked, for the session's user", async () => {
    const vendor = await started(
      startUpstream(() => answers({ status: true, code: 0, message: '', data: [] })),
    )
    const { post, session } = await started(
      openServer({ COUPON_PROVIDER: 'zvcms', ZVCMS_BASE_URL: vendor.url }),
    )
    const request = { ...CART, user_id: '2', user_code: '3' }
    const { json } = await post('/usable-coupons', request, await session('1'))
    expect(json).toEqual({ source: 'zvcms', best: null, coupons: [] })
    const { Params } = JSON.parse(vendor.requests[0]?.body ?? '')
    expect(Params).toMatchObject({ user_id: '1' })
    expect(JSON.stringify(Params)).not.toContain('"3"')
  })

  test('with zvcms a session may be of a membership code', async () => {
    const vendor = await started(
      startUpstream(() => answers({ status: true, code: 0, message: '', data: [] })),
    )
    const { post } = await started(
      openServer({ COUPON_PROVIDER: 'zvcms', ZVCMS_BASE_URL: vendor.url }),
    )
    const opened = await post('/sessions', { user_code: 'M-7' }, OPERATOR_KEY)
    const { json } = await post('/usable-coupons', CART, String(opened.json['token']))
    expect(json).toEqual({ source: 'zvcms', best: null, coupons: [] })
    const { Params } = JSON.parse(vendor.requests[0]?.body ?? '')
    expect(Params).toMatchObject({ user_code: 'M-7' })
    expect(Params).not.toHaveProperty('user_id')
  })

  test('the id goes before the code, and an embedded catalogue knows no codes', async () => {
    const { post } = await started(openServer())
    const both = await post('/sessions', { user_id: '1001', user_code: 'M-7' }, OPERATOR_KEY)
    const { json } = await post('/usable-coupons', CART, String(both.json['token']))
    expect(json).toMatchObject({ best: '1' })
    const code = await post('/sessions', { user_code: 'M-7' }, OPERATOR_KEY)
    expect([code.status, code.json]).toMatchObject([422, { issues: [{ path: 'user_id' }] }])
  })

  test('coupon batches go to Youshu and come back counted', async () => {
    const youshu = await started(startYoushu())
    const { post } = await started(openServer({ YOUSHU_BASE_URL: youshu.url }))
    const { status, json } = await post('/coupon-batches', { coupons: coupons(60) }, OPERATOR_KEY)
    expect(status).toBe(200)
    expect(json).toMatchObject({ accepted: 60, calls: 2, refused: [] })
    expect(JSON.parse(youshu.requests[0]?.body ?? '')).toMatchObject({ dataSourceId: '101' })
  })

  test("a data source of the body's goes before the configured one", async () => {
    const youshu = await started(startYoushu())
    const { post } = await started(openServer({ YOUSHU_BASE_URL: youshu.url }))
    await post('/coupon-batches', { dataSourceId: '7', coupons: coupons(1) }, OPERATOR_KEY)
    expect(JSON.parse(youshu.requests[0]?.body ?? '')).toMatchObject({ dataSourceId: '7' })
  })

  test("a refusal is 502 with the vendor's own words and where to go on", async () => {
    const youshu = await started(
      startYoushu((_, count) => answers({ retcode: count < 3 ? 0 : 1001, errmsg: 'quota' })),
    )
    const { post } = await started(openServer({ YOUSHU_BASE_URL: youshu.url }))
    const { status, json } = await post('/coupon-batches', { coupons: coupons(500) }, OPERATOR_KEY)
    expect(status).toBe(502)
    expect(json).toMatchObject({
      error: 'upstream',
      system: 'youshu',
      code: 1001,
      message: 'quota',
      accepted: 100,
      calls: 3,
      refused: [{ from: 100, to: 149, retcode: 1001, errmsg: 'quota' }],
    })
  })

  test('events are reported from the server', async () => {
    const youshu = await started(startYoushu())
    const { post } = await started(openServer({ YOUSHU_BASE_URL: youshu.url }))
    const { json } = await post('/events', { events: [anEvent()] }, OPERATOR_KEY)
    expect(json).toEqual({ accepted: 1, calls: 1, refused: [] })
  })

  test('card updates and statistics go to WeChat with one access token', async () => {
    const wechat = await started(
      startUpstream(({ path }) =>
        answers(
          path === '/cgi-bin/stable_token'
            ? { access_token: 'T', expires_in: 7200 }
            : path === '/card/update'
              ? { errcode: 0, errmsg: 'ok', send_check: true }
              : { list: [] },
        ),
      ),
    )
    const { post } = await started(openServer({ WECHAT_BASE_URL: wechat.url }))
    const card = { card_id: 'ph_1', card_type: 'member_card', base_info: { notice: '出示二维码' } }
    const update = await post('/cards/update', card, OPERATOR_KEY)
    expect(update.json).toMatchObject({ errcode: 0, send_check: true, send_check_expected: true })
    const range = { report: 'summary', begin_date: '2026-11-01', end_date: '2026-11-20' }
    const statistics = await post('/cards/statistics', range, OPERATOR_KEY)
    expect(statistics.json).toEqual({ list: [] })
    expect(wechat.requests.map(({ path }) => path)).toEqual([
      '/cgi-bin/stable_token',
      '/card/get',
      '/card/update',
      '/card/get',
      '/datacube/getcardbizuininfo',
    ])
  })

  test.each([
    ['/coupon-batches', { coupons: [] }, 'YOUSHU_APP_ID'],
    ['/coupon-batches', { coupons: [] }, 'YOUSHU_APP_SECRET'],
    ['/coupon-batches', { coupons: [] }, 'YOUSHU_DATA_SOURCE_ID'],
    ['/events', { events: [] }, 'YOUSHU_APP_SECRET'],
    ['/cards/update', {}, 'WECHAT_APP_ID'],
    ['/cards/statistics', {}, 'WECHAT_APP_SECRET'],
    ['/sessions', { user_id: '1' }, 'GATEWAY_OPERATOR_KEY'],
    ['/sessions', { user_id: '1' }, 'GATEWAY_SESSION_SECRET'],
  ])('%s with %j says that %s is not set', async (path, body, variable) => {
    const { post } = await started(openServer({ [variable]: undefined }))
    const { status, json } = await post(path, body, OPERATOR_KEY)
    expect([status, json]).toEqual([503, { error: 'unconfigured', variable }])
  })

  test.each(['ZVCMS_OPEN_ID', 'ZVCMS_GRANT_CODE', 'ZVCMS_OPEN_KEY'])(
    'usable coupons from zvcms say that %s is not set',
    async (variable) => {
      const { post, session } = await started(
        openServer({ COUPON_PROVIDER: 'zvcms', [variable]: undefined }),
      )
      const { status, json } = await post('/usable-coupons', CART, await session('1'))
      expect([status, json]).toEqual([503, { error: 'unconfigured', variable }])
    },
  )

  test.each([
    ['/sessions', {}, 'user_id'],
    ['/sessions', { user_id: 1 }, 'user_id'],
    ['/sessions', { user_id: 'a b' }, 'user_id'],
    ['/sessions', { user_id: '' }, 'user_id'],
    ['/coupon-batches', {}, 'coupons'],
    ['/coupon-batches', { coupons: [{}] }, 'coupons[0].external_coupon_id'],
    ['/coupon-batches', { coupons: [], from: -1 }, 'from'],
    ['/coupon-batches', { coupons: [], from: 1 }, 'from'],
    ['/coupon-batches', { coupons: [], dataSourceId: '' }, 'dataSourceId'],
    ['/events', { events: [], from: 1 }, 'from'],
    ['/events', { events: [{}] }, 'events[0].type'],
    ['/cards/update', { card_id: 'p1' }, 'card_type'],
    ['/cards/statistics', { report: 'other' }, 'report'],
    ['/sessions', '[]', 'user_id'],
    ['/sessions', 'not JSON', ''],
  ])('%s with %j is 422 and points at %j', async (path, body, field) => {
    const { post } = await started(openServer())
    const { status, json } = await post(path, body, OPERATOR_KEY)
    expect(status).toBe(422)
    expect(json['issues']).toContainEqual(
      expect.objectContaining({
        path: field,
        expected: expect.any(String),
        received: expect.any(String),
      }),
    )
  })
})
