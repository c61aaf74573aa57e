import { openLog } from '../../cloudfunctions/coupon-gateway/lib/log'
import { startUpstream } from './fakes/upstream'
import { coupons } from './youshu/a-coupon'
import { CART, COMPLETE, OPERATOR_KEY, openServer } from './open-server'

describe('secrets', () => {
  test('no log, error or answer holds one, whatever goes wrong', async () => {
    const echoing = await startUpstream(({ query, body }) => ({
      status: 500,
      body: JSON.stringify({ query: query.toString(), body }),
    }))
    const env = {
      YOUSHU_BASE_URL: echoing.url,
      WECHAT_BASE_URL: echoing.url,
      ZVCMS_BASE_URL: echoing.url,
      COUPON_PROVIDER: 'zvcms',
    }
    const server = await openServer(env)
    const session = await server.session('1001')
    const range = { report: 'summary', begin_date: '2026-11-01', end_date: '2026-11-20' }
    const card = { card_id: 'p', card_type: 'cash', base_info: { notice: 'x' } }
    const answers = [
      await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY),
      await server.post('/cards/update', card, OPERATOR_KEY),
      await server.post('/cards/statistics', range, OPERATOR_KEY),
      await server.post('/usable-coupons', CART, session),
      await server.post('/usable-coupons', CART, `${session}x`),
      await server.post('/sessions', { user_id: OPERATOR_KEY.repeat(9) }, `${OPERATOR_KEY}x`),
      await server.post('/nowhere?token=' + session, {}, OPERATOR_KEY),
    ]
    await server.close()
    await echoing.close()
    const shown = answers.map(({ text }) => text).join('\n') + server.logged()
    const signatures = echoing.requests.flatMap(({ query }) => query.get('signature') ?? [])
    expect(signatures.length).toBeGreaterThan(0)
    const secrets = Object.entries(COMPLETE).filter(([name]) => /KEY|SECRET|GRANT_CODE/.test(name))
    expect(secrets).toHaveLength(6)
    for (const secret of [...secrets.map(([, value]) => value), ...signatures, session])
      expect(shown).not.toContain(secret)
  })

  test('a vendor that quotes the whole request in its refusal quotes none to us, nor a page', async () => {
    const quoting = await startUpstream(({ query, body, path }) => {
      const words = `${query.toString()} ${body} ${'x'.repeat(100_000)}`
      const token = path === '/cgi-bin/stable_token' ? { access_token: 'T0KEN', expires_in: 9 } : {}
      const code = 'access_token' in token ? 0 : 40001
      const spoken = { retcode: 1001, errmsg: words, errcode: code, status: true, message: words }
      return { body: JSON.stringify({ ...token, ...spoken, code: words }) }
    })
    const env = {
      YOUSHU_BASE_URL: quoting.url,
      WECHAT_BASE_URL: quoting.url,
      ZVCMS_BASE_URL: quoting.url,
      COUPON_PROVIDER: 'zvcms',
    }
    const server = await openServer(env)
    const card = { card_id: 'p', card_type: 'cash', base_info: { notice: 'x' } }
    const answers = [
      await server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY),
      await server.post('/cards/update', card, OPERATOR_KEY),
      await server.post('/usable-coupons', CART, await server.session('1001')),
    ]
    await server.close()
    await quoting.close()
    const shown = answers.map(({ text }) => text).join('\n') + server.logged()
    expect(answers.map(({ status }) => status)).toEqual([502, 502, 502])
    const signatures = quoting.requests.flatMap(({ query }) => query.get('signature') ?? [])
    expect(signatures).toHaveLength(1)
    for (const secret of [
      ...Object.values(COMPLETE).filter((value) => /stays-secret/.test(value)),
      ...signatures,
      'T0KEN',
    ])
      expect(shown).not.toContain(secret)
    for (const { text } of answers) expect(text.length).toBeLessThan(1_000)
  })

  test('the fence behind the fence: a field that is logged by mistake is struck out', () => {
    const lines: string[] = []
    const log = openLog({ write: (line) => void lines.push(line) })
    log.info(
      { authorization: 'S1', request: { headers: { authorization: 'S2' } }, token: 'S3' },
      '',
    )
    log.error({ err: new Error('S4 in an address') }, 'failed')
    log.error({ err: new Error('the body\nS5 and at S6\n  at S7') }, 'failed')
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toMatch(/S\d/)
    expect(lines.join('').match(/secrets\.test/g)).toHaveLength(2)
  })
})
