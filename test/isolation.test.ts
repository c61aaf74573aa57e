import { join } from 'node:path'
import { build } from 'esbuild'
import { bundlePlugin } from '../scripts/bundle-plugin'
import { createPluginSpace } from './kit/plugin-space'

const ENTRY = join(__dirname, '../plugin/index.ts')

/** Code by the path of its file. */
type Files = Readonly<Record<string, string>>

const FORMS: [name: string, code: () => Promise<Files>][] = [
  [
    'as it is written',
    async () => {
      const { outputFiles } = await build({
        entryPoints: [ENTRY],
        bundle: true,
        write: false,
        format: 'cjs',
        target: 'es2020',
      })
      return { 'index.js': outputFiles[0]?.text ?? '' }
    },
  ],
  [
    'as npm run build makes it',
    async () => Object.fromEntries((await bundlePlugin()).map(({ path, code }) => [path, code])),
  ],
]

type PluginSpace = ReturnType<typeof createPluginSpace>
type Page = Record<string, (...args: unknown[]) => unknown>

/** A whole round: started, a page opened, an order reported, its event sent, answered and acknowledged. */
const runOnce = async ({ clock, phone, ...space }: PluginSpace, files: Files) => {
  const plugin = space.run(files['index.js'] ?? '', files)
  plugin['init']?.({ appId: 'bi0123456789abcdef', titles: { 'pages/order': '订单' } })
  plugin['setUser']?.({ open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' })
  plugin['setChan']?.({ chan_shop_id: 's1', chan_shop_name: '南山店' })
  const app = plugin['app']?.({ onLaunch() {} }) as Page
  const options = plugin['page']?.({ data: { n: 1 }, onLoad() {} }) as Page
  const page: Page = { ...options, route: 'pages/order' as never }
  page['onLoad']?.call(page, { order_id: 'T7' })
  app['onShow']?.({ scene: 1047, query: { scene: 'chan_id%3Dposter_1' } })
  page['onShow']?.call(page)
  const card = plugin['component']?.({ methods: { use: () => 'used' } }) as { methods: Page }
  card.methods['use']?.call({ is: 'components/card', id: 'card' })
  const tracked = plugin['trackOrder']?.({
    order_status: 'pay',
    order_id: 'T7',
    coupons: [{ coupon_id: 'spring', coupon_ins_id: '0042', coupon_ins_name: '满 30 减 5' }],
  })
  await clock.pass(0)
  phone.requests[0]?.success({ statusCode: 200, data: { code: 0 } })
  phone.network(true)
  await clock.pass(60_000)
  plugin['setConsent']?.(false)
  page['onUnload']?.call(page)
  plugin['appHide']?.()
  await clock.pass(60_000)
  return { tracked, status: plugin['getStatus']?.() }
}

describe.each(FORMS)('the plugin %s', (_, load) => {
  let code: Files
  beforeAll(async () => {
    code = await load()
  })

  test('runs in a plugin’s code space, its builtins frozen and eval forbidden', async () => {
    const space = createPluginSpace(true)
    const { tracked, status } = await runOnce(space, code)
    expect(JSON.parse(JSON.stringify(tracked))).toEqual({
      queued: ['consume/T7/0042'],
      duplicates: [],
      issues: [],
    })
    expect(JSON.parse(JSON.stringify(status))).toMatchObject({ pending: 0, accepted: 1 })
    expect(JSON.parse(JSON.stringify(space.phone.requests.map(({ data }) => data)))).toMatchObject([
      {
        type: 'consume_coupon',
        props: {
          page: 'pages/order?order_id=T7',
          page_title: '订单',
          chan: { chan_wxapp_scene: 1047, chan_id: 'poster_1', chan_shop_name: '南山店' },
        },
      },
    ])
    expect(space.errors).toEqual([])
  })

  test('reaches for nothing that plugins do not have', async () => {
    const space = createPluginSpace(true)
    await runOnce(space, code)
    expect([...space.reached.missing]).toEqual([])
    expect(space.reached.wx).toEqual(
      new Set([
        'getAccountInfoSync',
        'getEnterOptionsSync',
        'getStorageSync',
        'onNetworkStatusChange',
        'removeStorageSync',
        'request',
        'setStorageSync',
      ]),
    )
  })

  test('leaves a merchant’s function its this, its arguments, its answer and its error', () => {
    const plugin = createPluginSpace(true).run(code['index.js'] ?? '', code)
    const seen: unknown[] = []
    const error = new Error('theirs')
    const options = plugin['page']?.({
      onLoad(this: unknown, ...args: unknown[]) {
        seen.push(this, ...args)
        return seen
      },
      onShow() {
        throw error
      },
    }) as Page
    const page = { route: 'pages/order' }
    expect(options['onLoad']?.call(page, 'a', 'b')).toBe(seen)
    expect(seen).toEqual([page, 'a', 'b'])
    expect(() => options['onShow']?.call(page)).toThrow(error)
  })

  test('does nothing when it is only loaded: no storage, no request, no timer', () => {
    const space = createPluginSpace(true)
    space.run(code['index.js'] ?? '', code)
    expect([...space.reached.wx]).toEqual([])
    expect(space.clock.pending()).toBe(0)
  })

  test('changes no builtin', async () => {
    const space = createPluginSpace(false)
    const before = space.described()
    await runOnce(space, code)
    expect(space.described()).toEqual(before)
  })

  test('exports the whole of the public contract, and nothing else', () => {
    const contract = `init setConsent setUser setChan setPageTitle app page component wrapApp wrapPage
      wrapComponent appShow appHide trackOrder trackCoupon adopt flush getStatus retryRefused onReport
      usableCoupons requestGateway cloudGateway`
    const names = Object.keys(createPluginSpace(true).run(code['index.js'] ?? '', code))
    expect(new Set(names)).toEqual(new Set(contract.split(/\s+/)))
  })
})

test('the coupons, loaded when they are first asked for, reach for nothing that plugins do not have', async () => {
  const space = createPluginSpace(true)
  const files = Object.fromEntries((await bundlePlugin()).map(({ path, code }) => [path, code]))
  const plugin = space.run(files['index.js'] ?? '', files)
  const asked: string[] = []
  const request = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    asked.push(url)
    success({ statusCode: 200, data: { best: null, coupons: [] } })
  }
  const url = 'https://gateway.example'
  const gateway = plugin['requestGateway']?.({ url, token: () => 'token', request })
  plugin['init']?.({ appId: 'bi0123456789abcdef', gateway })
  const cart = { trade_marks: [{ num: 1, trade_mark: 'tea', price: 26.8 }], type_cate: 1 }
  expect(await plugin['usableCoupons']?.(cart)).toMatchObject({ state: 'fresh', coupons: [] })
  expect(asked).toEqual([`${url}/usable-coupons?fields=compact`])
  expect([...space.reached.missing]).toEqual([])
  expect(space.errors).toEqual([])
})

test('the code space itself notices what a plugin must not do', () => {
  const space = createPluginSpace(false)
  const before = space.described()
  const forbidden: [code: string, name: string][] = [
    ['new TextEncoder()', 'TextEncoder'],
    ['eval("1")', 'eval'],
    ['Function("return 1")()', 'Function'],
    ['window.name', 'window'],
    ['process.env', 'process'],
    ['fetch("x")', 'fetch'],
    ['wx.onAppShow(() => {})', 'wx.onAppShow'],
    ['Page({})', 'Page()'],
    ['getCurrentPages()', 'getCurrentPages()'],
    ['leak = 1', 'leak ='],
  ]
  for (const [code, name] of forbidden) {
    expect(() => space.run(code)).toThrow(`${name} is not there in a plugin`)
  }
  expect([...space.reached.missing]).toEqual(forbidden.map(([, name]) => name))
  space.run('Array.prototype.last = () => 1')
  expect(space.described()).not.toEqual(before)
})
