import { createHash } from 'node:crypto'
import { NOW } from './fakes/ports'
import { CART, type OpenServer, openServer } from './open-server'

let server: OpenServer
afterEach(() => server.close())

const status = async (env: Record<string, string>, headers: Record<string, string>) => {
  server = await openServer(env)
  const session = await server.session('1001')
  return (await server.post('/usable-coupons', CART, session, { headers })).status
}
describe("WeChat's signature, where a plugin token is configured", () => {
  const seconds = NOW / 1000
  const referer = 'https://servicewechat.com/wx0123456789abcdef/12/page-frame.html'
  const parts = [String(seconds), 'abc123', 'plugin-token', 'wx0123456789abcdef']
  const signature = createHash('sha1').update(parts.join('')).digest('hex')
  const signed = (noncestr: string) => JSON.stringify({ noncestr, timestamp: seconds, signature })

  const TOKEN = { HOSTSIGN_TOKEN: 'plugin-token' }

  test('a right one comes in, a wrong one does not', async () => {
    expect(await status(TOKEN, { referer, 'x-wechat-hostsign': signed('abc123') })).toBe(200)
    await server.close()
    expect(await status(TOKEN, { referer, 'x-wechat-hostsign': signed('abc124') })).toBe(401)
  })

  test('one that is missing is logged, because WeChat sometimes leaves it out', async () => {
    expect(await status(TOKEN, {})).toBe(200)
    expect(server.logged()).toContain('without X-WECHAT-HOSTSIGN')
  })

  test('one that is missing is refused where it is required', async () => {
    expect(await status({ ...TOKEN, HOSTSIGN_REQUIRED: '1' }, {})).toBe(401)
  })

  test('a phone can ask how its signature was found', async () => {
    server = await openServer(TOKEN)
    const found = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/hostsign`, { headers })).json()
    expect([
      await found({ referer, 'x-wechat-hostsign': signed('abc123') }),
      await found({ referer, 'x-wechat-hostsign': signed('abc124') }),
      await found({ referer }),
    ]).toEqual([{ hostsign: 'signed' }, { hostsign: 'wrong' }, { hostsign: 'missing' }])
  })

  test('a phone that asks where no plugin token is configured learns which variable is missing', async () => {
    server = await openServer()
    const answer = await fetch(`${server.url}/hostsign`)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { error: 'unconfigured', variable: 'HOSTSIGN_TOKEN' },
    ])
  })

  test('without a plugin token it is not checked', async () => {
    expect(await status({}, { 'x-wechat-hostsign': 'nonsense' })).toBe(200)
  })
})
