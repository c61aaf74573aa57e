import { deviceReport, deviceText, type Evidence } from '../../miniprogram/device/report'

const UNKNOWN: Evidence = {
  phone: ['ios 18 iPhone', 'WeChat 8, base library 3.17.5, renderer skyline, develop'],
  plugin: undefined,
  frontPage: undefined,
  behaviorShown: false,
  crossesBorder: false,
  isPageWritable: false,
  entryQuery: [],
  lastRun: undefined,
  hostsign: undefined,
}
const PLUGIN = {
  version: '1.2.0',
  marks: [],
  types: { getApp: 'function', getCurrentPages: 'function' },
  entryQuery: [],
  listeners: [],
  routes: [],
}
const verdicts = (evidence: Partial<Evidence>) =>
  Object.fromEntries(
    deviceReport({ ...UNKNOWN, ...evidence }).map(({ id, verdict }) => [id, verdict]),
  )

test('what was not tried is open, and says what to do', () => {
  expect(verdicts({})).toEqual({
    storage: 'open',
    'front-page': 'no',
    behaviors: 'no',
    hide: 'open',
    routes: 'open',
    hostsign: 'open',
    border: 'no',
    entry: 'open',
    'page-writable': 'no',
  })
  for (const { verdict, text, fallback } of deviceReport(UNKNOWN)) {
    expect(text).not.toBe('')
    expect(fallback !== '').toBe(verdict === 'no')
  }
})

test.each([
  ['another version left its mark', [{ version: '1.1.0', at: 1 }], 'yes'],
  ['the same version left its mark', [{ version: '1.2.0', at: 1 }], 'open'],
  ['nothing is left', [], 'open'],
])('where %s, plugin storage across versions is %s', (_, marks, verdict) => {
  expect(verdicts({ plugin: { ...PLUGIN, marks } })['storage']).toBe(verdict)
})

test.each([
  ['there is no listener', [], [], 'no'],
  ['no page was reported yet', ['onAppRoute'], [], 'open'],
  [
    'a page was reported',
    ['onAppRoute'],
    [{ listener: 'onAppRoute', path: 'pages/product', page: false }],
    'yes',
  ],
])('where %s, the route listeners are %s', (_, listeners, routes, verdict) => {
  expect(verdicts({ plugin: { ...PLUGIN, listeners, routes } })['routes']).toBe(verdict)
})

test.each([
  [{ signed: 20, missing: 0, wrong: 0, failed: 0 }, 'yes'],
  [{ signed: 19, missing: 1, wrong: 0, failed: 0 }, 'no'],
  [{ signed: 0, missing: 0, wrong: 20, failed: 0 }, 'no'],
  [{ signed: 0, missing: 0, wrong: 0, failed: 20 }, 'open'],
])('requests with the signature %p are %s', (hostsign, verdict) => {
  expect(verdicts({ hostsign })['hostsign']).toBe(verdict)
})

test.each([
  [true, 'yes'],
  [false, 'no'],
])('a last run whose onHide was kept (%p) is %s', (hidden, verdict) => {
  expect(verdicts({ lastRun: { hidden } })['hide']).toBe(verdict)
})

test('an entry query that the plugin sees in part is no', () => {
  const plugin = { ...PLUGIN, entryQuery: ['a'] }
  expect(verdicts({ entryQuery: ['a', 'b'], plugin })['entry']).toBe('no')
  expect(verdicts({ entryQuery: ['a'], plugin })['entry']).toBe('yes')
})

test('the text to paste names the phone, the plugin and every question', () => {
  const text = deviceText({ ...UNKNOWN, plugin: PLUGIN, crossesBorder: true })
  expect(text.split('\n').slice(0, 4)).toEqual([
    'youshu-coupon-plugin · 真机检查',
    ...UNKNOWN.phone,
    'plugin: 1.2.0 {"getApp":"function","getCurrentPages":"function"}',
  ])
  expect(text).toContain('yes border: 原样')
  expect(text).toMatch(/no routes: 插件里没有路由监听 → .+/)
})
