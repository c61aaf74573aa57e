import { setTimeout } from 'node:timers/promises'
import { CART } from './open-server'
import { endAll, run as runIn } from './run'
import { embeddedFolder } from './store/engines'
import { reported } from './store/events'

const SERVER = 'cloudfunctions/coupon-gateway/server.ts'
const COUPONS = 'cloudfunctions/coupon-gateway/cli/coupons.ts'
const ROOT = `${__dirname}/../..`

afterEach(endAll)

const run = (file: string, args: string[], env: Record<string, string>) =>
  runIn(ROOT, ['--import', 'tsx', file, ...args], env)

describe('the gateway as a process', () => {
  test('starts with nothing configured, prints its key once, serves the demo coupons, relays an event, and stops on SIGTERM', async () => {
    const { child, text, ended, printed } = run(SERVER, [], {
      PORT: '0',
      GATEWAY_DATA: await embeddedFolder(),
    })
    const key = await printed(/Operator key, for this run only: (\S+)\n/)
    const url = await printed(/Coupon gateway: (\S+)/)
    const post = async (path: string, credential: string, body: unknown) => {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}` },
        body: JSON.stringify(body),
      })
      const answer: Record<string, unknown> = { ...Object(await response.json()) }
      return answer
    }
    const { token } = await post('/sessions', key, { user_id: '548019854034' })
    expect(await post('/usable-coupons', String(token), CART)).toMatchObject({
      source: 'embedded',
      best: expect.any(String),
    })
    const unknown = await post('/report?app_id=bi123', '', reported())
    expect(unknown).toEqual({ error: 'unauthorized' })
    expect(await post('/report?app_id=bi-demo', '', reported())).toEqual({ code: 0, msg: 'ok' })
    const headers = { authorization: `Bearer ${key}` }
    let found: unknown
    while (!JSON.stringify(found)?.includes('"accepted"')) {
      await setTimeout(50)
      found = await (await fetch(`${url}/events?order_id=O1`, { headers })).json()
    }
    expect(found).toMatchObject({
      events: [{ state: 'accepted', received: [{ from: 'phone' }] }],
    })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(text().split(key)).toHaveLength(2)
    expect(text()).not.toContain(String(token))
  })

  test('who has an operator key is not trying it out: no account is made up for him', async () => {
    const key = 'an-operator-key-of-a-merchant'
    const env = { PORT: '0', GATEWAY_OPERATOR_KEY: key, GATEWAY_DATA: await embeddedFolder() }
    const { child, ended, printed } = run(SERVER, [], env)
    const url = await printed(/Coupon gateway: (\S+)/)
    const headers = { authorization: `Bearer ${key}` }
    const init = { method: 'POST', headers, body: '{"events": []}' }
    expect(await (await fetch(`${url}/events`, init)).json()).toEqual({
      error: 'unconfigured',
      variable: 'YOUSHU_APP_ID',
    })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('does not start with a variable that makes no sense, and names it', async () => {
    const { text, ended } = run(SERVER, [], { COUPON_PROVIDER: 'sqlite' })
    expect(await ended).toBe(1)
    expect(text()).toContain('COUPON_PROVIDER: expected ("embedded" | "zvcms")')
  })

  test('does not start with a catalogue that is not there', async () => {
    const { text, ended } = run(SERVER, [], { COUPON_CATALOG: 'nowhere.json' })
    expect(await ended).toBe(1)
    expect(text()).toContain('COUPON_CATALOG: expected a file that can be read')
  })
})

describe('the gateway in production', () => {
  const PRODUCTION = { NODE_ENV: 'production', PORT: '0', GATEWAY_STORE: 'none' }

  test('does not offer demo coupons to real customers', async () => {
    const { text, ended } = run(SERVER, [], PRODUCTION)
    expect(await ended).toBe(1)
    expect(text()).toContain('COUPON_CATALOG: expected a file in production')
  })

  test('makes up no key and prints none; says what is configured, warns of a misspelled name, and ends with a flushed log', async () => {
    const env = { ...PRODUCTION, COUPON_CATALOG: 'demo', YOUSHU_AP_SECRET: 'a-secret-value' }
    const { child, text, ended, printed } = run(SERVER, [], env)
    const url = await printed(/Coupon gateway: (\S+)/)
    const { status } = await fetch(`${url}/sessions`, { method: 'POST', body: '{}' })
    expect(status).toBe(503)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(text()).not.toMatch(/Operator key|a-secret-value/)
    expect(text()).toMatch(/"coupons":"embedded".*"msg":"Configured"/)
    expect(text()).toContain('"demo":true')
    expect(text()).toContain('did you mean YOUSHU_APP_SECRET?')
    expect(text()).toContain('"route":"/sessions","status":503')
    expect(text()).toContain('"unconfigured":"GATEWAY_OPERATOR_KEY"')
    expect(text()).toMatch(/"signal":"SIGTERM".*\n(.*\n)*.*"msg":"Stopped"/)
  })

  test('whose coupons are at the vendor offers no demo', async () => {
    const env = { ...PRODUCTION, COUPON_PROVIDER: 'zvcms' }
    const { child, text, ended, printed } = run(SERVER, [], env)
    const url = await printed(/Coupon gateway: (\S+)/)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(text()).toContain('"demo":false')
  })
})

test('the command line checks the demo file', async () => {
  const demo = 'cloudfunctions/coupon-gateway/demo/coupons.csv'
  const { text, ended } = run(COUPONS, ['push', demo, '--dry-run'], {})
  expect(await ended).toBe(0)
  expect(text()).toBe('3 coupons are good: 1 call. Nothing was sent.\n')
})
