import { startShop } from './start-shop'

interface AppOptions {
  onLaunch(): void
}

const launch = async (storage?: Map<string, unknown>) => {
  const shop = startShop(storage)
  const apps: AppOptions[] = []
  Object.assign(globalThis, { App: (options: AppOptions) => apps.push(options) })
  jest.requireActual('../../miniprogram/app')
  apps.forEach((app) => app.onLaunch())
  await Promise.resolve()
  const said = (name: string) => shop.tracker.calls.find(([each]) => each === name)?.[1]
  return { ...shop, said, apps }
}

test('the plugin is started with an app id and a title for every page that does not name itself', async () => {
  const { said, apps } = await launch()
  expect(apps).toHaveLength(1)
  expect(said('init')).toEqual({
    appId: 'bi0000000000demo',
    consent: true,
    titles: {
      'pages/index': '商城首页',
      'pages/product': '商品详情',
      'pages/checkout': '确认订单',
      'pages/inspect': '上报检查',
    },
  })
})

test('the shop and its channel are told at the launch, the user after the login', async () => {
  const { said } = await launch()
  expect(said('setChan')).toMatchObject({ chan_shop_id: 'shanlan-hubin' })
  expect(said('setUser')).toMatchObject({ open_id: expect.stringMatching(/^oDemo-/) })
})

test('after a withdrawn consent the plugin is started without it', async () => {
  const { said } = await launch(new Map([['consent', 'withdrawn']]))
  expect(said('init')).toMatchObject({ consent: false })
})
