import { createGatewayProxy, hideSecrets, openGateway } from '../../simulator/server/gateway'
import { createShop } from '../../simulator/server/shop'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { asking, cart } from './asked'

let simulator: Simulator
const { post, token, usable } = asking(() => simulator)

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
})
afterAll(() => simulator.close())

test('no session and no key is seen anywhere but in the answer to the login', async () => {
  const session = await token()
  await usable(session, { ...cart, multi_mark: session })
  await post(`/gateway/${session}`, {})
  await post('/operator/push-batches', {})
  const places = ['/gateway/requests', '/gateway/mode', '/youshu/batches', '/collector/requests']
  const seen = await Promise.all(
    [...places, '/', '/page.js', '/phone', '/phone.js', '/phone/app.json'].map(async (path) =>
      (await fetch(simulator.url + path)).text(),
    ),
  )
  const all = seen.join('')
  const [, , signature = 'no session'] = session.split('.')
  expect({
    hidden: all.includes('[hidden]'),
    signature: all.includes(signature),
    session: /eyJ[\w-]+\.[\w-]+\./.test(all),
  }).toEqual({ hidden: true, signature: false, session: false })
})

test('the key of the merchant and the secrets stay out of what is remembered', async () => {
  const account = { appId: 'bi1', appSecret: 'the app secret', dataSourceId: '1' }
  const open = openGateway([], { ...account, baseUrl: () => 'http://127.0.0.1:9' })
  const gateway = createGatewayProxy(open, 0)
  await createShop(gateway, open.operatorKey, []).login()
  const body = JSON.stringify({ user_id: '1', said: open.secrets })
  await gateway.ask({ from: 'phone', method: 'POST', path: `/${open.operatorKey}`, body })
  const shown = JSON.stringify(gateway.calls())
  expect(open.secrets.filter((secret) => shown.includes(secret))).toEqual([])
  expect(gateway.calls().map(({ status }) => status)).toEqual([200, 404])
})

test('what must not be shown is taken out of a text wherever it stands', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'
  expect(hideSecrets(`{"a":"key-1 ${jwt}","key-1":1}`, ['key-1'])).toBe(
    '{"a":"[hidden] [hidden]","[hidden]":1}',
  )
})
