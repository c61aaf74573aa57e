import { Problems } from '../../simulator/compile/problems'
import { compileScripts } from '../../simulator/compile/scripts'
import { openMemoryTree } from '../../simulator/compile/source-tree'
import { compileMiniProgram } from '../../simulator/compile/mini-program'
import { hiddenGlobals, loadModules } from '../../simulator/phone/code-space'
import { createPluginWx, PLUGIN_WX } from '../../simulator/phone/wx/host-wx'

interface Entry {
  readonly code: string
  readonly requires?: Readonly<Record<string, string>>
}

const print = ([path, { code, requires = {} }]: [string, Entry]) =>
  `${JSON.stringify(path)}: {
    requires: ${JSON.stringify(requires)},
    run(require, module, exports) {${code}}
  }`

const modules = (entries: Record<string, Entry>) =>
  `return {${Object.entries(entries).map(print).join(',')}}`

test('a module sees what it is given and nothing of the host', () => {
  const names = ['window', 'process', 'fetch', 'URL', 'crypto', 'globalThis', 'queueMicrotask']
  const source = modules({
    a: { code: `exports.seen = [wx.name, ${names.map((name) => `typeof ${name}`).join(', ')}]` },
  })
  const hidden = [...hiddenGlobals(globalThis), 'window']
  const load = loadModules({ source, given: { wx: { name: 'mine' } }, hidden })
  expect(load('a')).toEqual({ seen: ['mine', ...names.map(() => 'undefined')] })
})

test('what ECMAScript defines, timers and the console stay', () => {
  const hidden = hiddenGlobals(globalThis)
  for (const name of [
    'Promise',
    'Math',
    'Date',
    'JSON',
    'Map',
    'setTimeout',
    'clearTimeout',
    'console',
  ]) {
    expect(hidden).not.toContain(name)
  }
})

test('a module that is required twice runs once', () => {
  const source = modules({
    a: { code: 'exports.both = [require("./b"), require("./b")]', requires: { './b': 'b' } },
    b: { code: 'module.exports = {}' },
  })
  const { both } = loadModules({ source, given: {}, hidden: [] })('a') as { both: unknown[] }
  expect(both[0]).toBe(both[1])
})

test('what may lie in a subpackage is required by a promise or by callbacks, also where it is not there', async () => {
  const main = `
    const gone = './gone'
    exports.found = require.async('./gift/wrap')
    exports.heard = new Promise((done) => require('./gift/wrap', done))
    exports.gone = require.async(gone)
    exports.missed = new Promise((fail) => require(gone, () => undefined, fail))`
  const tree = openMemoryTree({ 'app.js': main, 'gift/wrap.js': 'exports.paper = "red"' })
  const source = await compileScripts(tree, ['app'], new Problems())
  const app = loadModules({ source, given: {}, hidden: [] })('app') as Record<
    'found' | 'heard' | 'gone' | 'missed',
    Promise<unknown>
  >
  const missing = { mod: './gone', errMsg: expect.stringContaining('"./gone" is not defined') }
  await expect(app.gone).rejects.toMatchObject(missing)
  expect(await app.missed).toMatchObject(missing)
  expect([await app.found, await app.heard]).toEqual([{ paper: 'red' }, { paper: 'red' }])
})

test.each([
  'var o = { a: 1 }; with (o) { a }',
  'var x = 1; delete x',
  'var y = 010',
  'function twice(a, a) {}',
  'let require',
])('a script that strict mode refuses is named, and the others run: %s', async (old) => {
  const problems = new Problems()
  const tree = openMemoryTree({ 'app.js': 'module.exports = "runs"', 'old.js': old })
  const source = await compileScripts(tree, ['app', 'old'], problems)
  expect(problems.all()).toMatchObject([{ file: 'old.js' }])
  const load = loadModules({ source, given: {}, hidden: [] })
  expect(load('app')).toBe('runs')
  expect(() => load('old')).toThrow('old.js: ')
})

test('what one module assigns to Page holds for the others', () => {
  const source = modules({
    app: {
      code: 'const original = Page; Page = (options) => original({ ...options, wrapped: true })',
    },
    page: { code: 'Page({})' },
  })
  const pages: object[] = []
  const load = loadModules({
    source,
    given: { Page: (options: object) => pages.push(options) },
    hidden: [],
  })
  load('app')
  load('page')
  expect(pages).toEqual([{ wrapped: true }])
})

test('a module that is not there is named with who wanted it', () => {
  const load = loadModules({
    source: modules({ a: { code: 'require("b")' } }),
    given: {},
    hidden: [],
  })
  expect(() => load('a')).toThrow('module "b" is not defined, required by "a"')
})

test("the plugin's wx holds exactly what plugins may call", () => {
  const all = Object.fromEntries(
    [...PLUGIN_WX, 'onAppShow', 'canIUse', 'getStorageInfoSync'].map((name) => [name, () => name]),
  )
  expect(Object.keys(createPluginWx(all))).toEqual([...PLUGIN_WX])
  for (const forbidden of [
    'onAppShow',
    'onAppHide',
    'onError',
    'canIUse',
    'clearStorageSync',
    'getStorageInfoSync',
    'getRandomValues',
    'getPrivacySetting',
    'reportEvent',
    'login',
  ]) {
    expect(PLUGIN_WX).not.toContain(forbidden)
  }
})

test('the real plugin loads where nothing but wx is given', async () => {
  const [plugin] = (await compileMiniProgram(`${__dirname}/../..`)).plugins
  const load = loadModules({
    source: plugin?.modules ?? '',
    given: { wx: createPluginWx({}) },
    hidden: hiddenGlobals(globalThis),
  })
  expect(load(plugin?.main ?? '')).toMatchObject({ init: expect.any(Function) })
})
