import { createHash } from 'node:crypto'
import { APP_ID } from '../fakes/youshu'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
const open = async (env: Record<string, string | undefined> = {}) => {
  server = await openStoreServer({ ...(await storeAddress()), ...env })
  return server
}
afterEach(() => server.close())
afterAll(stopStore)

const json = async (response: Promise<Response> | Response) => {
  const answer = await response
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('POST /report', () => {
  test('a merchant only sets reportUrl: {code: 0} once the events are stored', async () => {
    await open()
    expect(await json(server.report(reported()))).toEqual({
      status: 200,
      body: { code: 0, msg: 'ok' },
    })
    expect(await json(server.report([reported(), reported({ order_id: 'O2' })]))).toMatchObject({
      body: { code: 0 },
    })
    const { rows } = await server.store.database.query('select 1 from events')
    expect(rows).toHaveLength(2)
  })

  test('what is no event is the sender’s mistake, in the form of the report interface', async () => {
    await open()
    for (const body of [
      '',
      '[]',
      '{',
      'null',
      '7',
      '[{"type":"x","props":{}},0]',
      '['.repeat(50_000),
    ])
      expect(await json(server.report(body))).toEqual({
        status: 200,
        body: { code: 1, msg: expect.any(String) },
      })
    const { rows } = await server.store.database.query('select 1 from events')
    expect(rows).toHaveLength(0)
  })

  test.each([
    ['no app id', 'timestamp=1'],
    ['another’s app id', 'app_id=bi-unknown'],
    ['two app ids', `app_id=${APP_ID}&app_id=bi-unknown`],
    ['an app id in pieces', `app_id[]=${APP_ID}`],
    ['a prototype’s key', 'app_id=__proto__'],
  ])('%s is refused before the body is read', async (_, query) => {
    await open()
    expect((await server.report(reported(), query)).status).toBe(401)
  })

  test('app ids of other merchants are taken where RELAY_APP_IDS names them', async () => {
    await open({ RELAY_APP_IDS: 'bi-two, bi-three:secret' })
    expect((await server.report(reported(), 'app_id=bi-two')).status).toBe(200)
    expect((await server.report(reported(), 'app_id=bi-three')).status).toBe(200)
    expect((await server.report(reported(), 'app_id=secret')).status).toBe(401)
  })

  test('where the plugin’s signature is configured, a wrong one is refused', async () => {
    await open({ HOSTSIGN_TOKEN: 'plugin-token', HOSTSIGN_REQUIRED: '1' })
    // The server's clock stands.
    const timestamp = Date.parse('2026-11-22T02:00:00Z') / 1000
    const sign = (token: string) => ({
      referer: 'https://servicewechat.com/wx1/1/page-frame.html',
      'x-wechat-hostsign': JSON.stringify({
        noncestr: 'n',
        timestamp,
        signature: createHash('sha1')
          .update(['wx1', 'n', String(timestamp), token].sort().join(''))
          .digest('hex'),
      }),
    })
    expect((await server.report(reported(), undefined, sign('plugin-token'))).status).toBe(200)
    expect((await server.report(reported(), undefined, sign('another'))).status).toBe(401)
    expect((await server.report(reported())).status).toBe(401)
  })

  test('rates are limited, and a limited phone learns when to come back', async () => {
    await open({ GATEWAY_RATE_LIMIT: '3' })
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) statuses.push((await server.report(reported())).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await server.report(reported())).headers.get('retry-after')).toMatch(/^\d+$/)
  })

  test('more than a megabyte is too large', async () => {
    await open()
    const answer = await server
      .report(JSON.stringify(reported({ page: 'x'.repeat(1_100_000) })))
      .catch(() => undefined)
    expect([413, undefined]).toContain(answer?.status)
  })

  test('nothing of an event reaches the log', async () => {
    await open()
    await server.report(
      reported({ order_id: 'ORDER-SECRET', wx_user: { app_id: 'wx1', open_id: 'o-secret' } }),
    )
    await server.report('{"props":"o-secret"')
    await server.store.database.query('drop table repeats')
    await server.report(
      reported({ order_id: 'ORDER-SECRET', wx_user: { app_id: 'wx1', open_id: 'o-secret' } }),
    )
    expect(server.logged()).toContain('The store failed')
    expect(server.logged()).not.toMatch(/secret/i)
  })

  test('a store that fails is worth coming back to', async () => {
    await open()
    await server.store.database.query('drop table events cascade')
    const answer = await server.report(reported())
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toEqual({ error: 'store_unavailable' })
  })
})
