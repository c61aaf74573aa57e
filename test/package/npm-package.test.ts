import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPackage } from '../../scripts/build-package'

const ROOT = join(__dirname, '../..')
// 60 KB, as the other limits count them.
const MAX_PACKED_BYTES = 60 * 1024

/** A host that prints what the plugin puts on the wire, with as much of `wx` as a merchant's script meets. */
const HOST = `
const storage = new Map()
const quiet = () => undefined
globalThis.wx = new Proxy({
  getStorageSync: (key) => storage.get(key) ?? '',
  setStorageSync: (key, value) => storage.set(key, value),
  removeStorageSync: (key) => storage.delete(key),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0123456789abcdef', envVersion: 'release' } }),
  getEnterOptionsSync: () => ({ path: 'pages/pay', query: {}, scene: 1001 }),
  request({ url, data, success }) {
    console.log(JSON.stringify({ url, data }))
    setTimeout(() => success({ statusCode: 200, data: { code: 0 }, header: {} }))
    return { abort: quiet }
  },
}, { get: (known, name) => known[name] ?? quiet })
`
/** What the merchant has besides: an order, a user, and WeChat's constructor. */
const SHOP = `
const [open_id, order_id, coupon_id, coupon_ins_id, coupon_ins_name] = ['ogN6X0T', 'A1', 'c', '1', 'n']
globalThis.Page = (options) => options.onLoad.call({ route: 'pages/pay' }, {})
`
/** The README's lines as they stand there, in the npm form. */
const fiveLines = (): string => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, lines = ''] = /## Five lines[^`]*```js\n([\s\S]*?)```/.exec(readme) ?? []
  return lines.replace("requirePlugin('coupon-tracker')", "require('youshu-coupon-plugin')")
}

let shop: string
let tarball: string
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: shop, encoding: 'utf8' })

beforeAll(async () => {
  shop = mkdtempSync(join(tmpdir(), 'shop-'))
  const built = join(shop, 'package')
  await buildPackage(built)
  for (const file of ['package.json', 'README.md', 'LICENSE'])
    copyFileSync(join(ROOT, file), join(built, file))
  tarball = join(shop, run('npm', 'pack', '--ignore-scripts', '--silent', './package').trim())
  rmSync(built, { recursive: true })
  writeFileSync(join(shop, 'package.json'), '{"name":"shop","private":true}')
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--silent', tarball)
})
afterAll(() => rmSync(shop, { recursive: true, force: true }))

test('the tarball brings the package and nothing else', () => {
  const installed = readdirSync(join(shop, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).toEqual(['youshu-coupon-plugin'])
})

test(`the tarball has at most ${MAX_PACKED_BYTES} bytes`, () => {
  expect(statSync(tarball).size).toBeLessThanOrEqual(MAX_PACKED_BYTES)
})

test('what WeChat copies is scripts and components, without declarations', () => {
  const dist = join(shop, 'node_modules/youshu-coupon-plugin/dist')
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  const component = (name: string) =>
    ['js', 'json', 'wxml', 'wxss'].map((kind) => `components/${name}/${name}.${kind}`)
  expect(files).toEqual(
    expect.arrayContaining([
      'index.js',
      ...component('coupon-picker'),
      ...component('event-inspector'),
    ]),
  )
  expect(files.filter((file) => file.endsWith('.ts'))).toEqual([])
})

test('the five lines of the README put one event on the wire', () => {
  writeFileSync(join(shop, 'first-event.js'), HOST + SHOP + fiveLines())
  const sent = run('node', 'first-event.js').trim().split('\n')
  expect(sent).toHaveLength(1)
  const { url, data } = JSON.parse(sent[0] ?? '')
  expect(url).toContain('https://zhls.qq.com/api/report?app_id=bi')
  expect(data).toMatchObject({
    type: 'consume_coupon',
    props: { page: 'pages/pay', page_title: '确认订单', extra: { event_id: 'consume/A1/1' } },
  })
})

test('who reports an order of the first edition loads no other edition, no adopt and no coupons', () => {
  const files = `console.log(Object.keys(require.cache).join('\\n'))`
  writeFileSync(join(shop, 'loaded.js'), HOST + SHOP + fiveLines() + files)
  const loaded = run('node', 'loaded.js')
  for (const used of ['index.js', 'reports.js', 'delivery/queue.js']) expect(loaded).toContain(used)
  const late = ['sr/adopt.js', 'event/coupon-actions.js', 'coupons/client.js', 'coupons/gateway.js']
  for (const file of late) {
    expect(loaded).not.toContain(file)
    expect(existsSync(join(shop, 'node_modules/youshu-coupon-plugin/dist', file))).toBe(true)
  }
})

test('Node’s import by name finds every function', () => {
  writeFileSync(
    join(shop, 'names.mjs'),
    "import { init, trackOrder, usableCoupons } from 'youshu-coupon-plugin'\nconsole.log([init, trackOrder, usableCoupons].map((one) => typeof one).join())",
  )
  writeFileSync(join(shop, 'host.cjs'), HOST)
  expect(run('node', '-r', './host.cjs', 'names.mjs').trim()).toBe('function,function,function')
})
