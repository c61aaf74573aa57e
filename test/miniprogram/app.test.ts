import { GATEWAY_URL } from '../../miniprogram/shop/server'
import { startShop } from './start-shop'

interface AppOptions {
  onLaunch(): void
  onShow(): void
}
interface Gateway {
  readonly url: string
  readonly request: unknown
  token(renew: boolean): Promise<string>
}

const settled = () => new Promise((done) => setTimeout(done, 0))

const launch = async (storage?: Map<string, unknown>, online = true) => {
  const shop = startShop(storage)
  if (!online) shop.server.next = 'out of reach'
  const apps: AppOptions[] = []
  Object.assign(globalThis, { App: (options: AppOptions) => apps.push(options) })
  jest.requireActual('../../miniprogram/app')
  apps.forEach((app) => app.onLaunch())
  apps.forEach((app) => app.onShow())
  await settled()
  const said = (name: string) =>
    shop.tracker.calls.flatMap(([each, argument]) => (each === name ? [argument] : []))
  const [gateway] = said('requestGateway') as Gateway[]
  if (!gateway) throw new Error('the plugin was lent no gateway')
  const comeBack = async () => {
    apps.forEach((app) => app.onShow())
    await settled()
  }
  return { ...shop, said, apps, gateway, comeBack }
}

test('the plugin is started with an app id, a title for every page that does not name itself, and a gateway', async () => {
  const { said, apps } = await launch()
  expect(apps).toHaveLength(1)
  expect(said('init')).toEqual([
    {
      appId: 'bi0000000000demo',
      consent: true,
      titles: {
        'pages/index': '商城首页',
        'pages/product': '商品详情',
        'pages/checkout': '确认订单',
        'pages/inspect': '上报检查',
        'pages/device': '真机检查',
      },
      gateway: expect.any(Function),
    },
  ])
})

test("the gateway is reached by the host's own request, with the session of the login", async () => {
  const { gateway, server } = await launch()
  expect(gateway.url).toBe(GATEWAY_URL)
  expect(gateway.request).toBe(server.request)
  expect(await gateway.token(false)).toBe('token-1')
  expect(server.asked).toHaveLength(1)
})

test('a session that the gateway no longer takes is renewed by another login, for all callers at once', async () => {
  const { gateway, server } = await launch()
  const both = await Promise.all([gateway.token(true), gateway.token(true)])
  expect(both).toEqual(['token-2', 'token-2'])
  expect(server.asked).toHaveLength(2)
})

test('a renewal that finds no server gives no session, and the next call tries again', async () => {
  const { gateway, server } = await launch()
  server.next = 'out of reach'
  await expect(gateway.token(true)).rejects.toThrow('not logged in')
  server.next = 'answers'
  expect(await gateway.token(false)).toBe('token-3')
})

test('the store is set at the launch, the user after the login', async () => {
  const { said, server } = await launch()
  expect(said('setChan')).toEqual([
    expect.objectContaining({
      chan_shop_id: 'shanlan-hubin',
      chan_shop_name: '山岚茶铺·湖滨店',
    }),
  ])
  expect(said('setUser')).toEqual([server.user])
  expect(server.asked.map(({ data }) => data)).toEqual([{ code: 'a code' }])
})

test('another store is another channel, and is the same after a restart', async () => {
  const { said, storage } = await launch()
  jest
    .requireActual<{ branchStore: { choose(id: string): void } }>('../../miniprogram/stores/branch')
    .branchStore.choose('shanlan-chengxi')
  const chengxi = {
    chan_shop_id: 'shanlan-chengxi',
    chan_custom: { chan_custom_cat_3: 'flyer' },
  }
  expect(said('setChan')[1]).toMatchObject(chengxi)
  expect((await launch(storage)).said('setChan')).toMatchObject([chengxi])
})

test('where the server is out of reach the login says so, and is tried again when the user comes back', async () => {
  const { said, server, warnings, comeBack } = await launch(undefined, false)
  expect(said('setUser')).toEqual([])
  expect(warnings).toEqual([expect.stringContaining('https://shop.shanlan.example/login')])
  server.next = 'answers'
  await comeBack()
  expect(said('setUser')).toEqual([server.user])
  await comeBack()
  expect(server.asked).toHaveLength(2)
})

test.each([
  [500, 'a server error'],
  [200, { open_id: 1 }],
  [200, null],
])('an answer of %s with %p logs no user in', async (statusCode, data) => {
  const shop = await launch(undefined, false)
  shop.server.next = { statusCode, data }
  await shop.comeBack()
  expect(shop.said('setUser')).toEqual([])
  expect(shop.warnings).toHaveLength(2)
})

test('after a withdrawn consent the plugin is started without it', async () => {
  const { said } = await launch(new Map([['consent', 'withdrawn']]))
  expect(said('init')).toMatchObject([{ consent: false }])
})
