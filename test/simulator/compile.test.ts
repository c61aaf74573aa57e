import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileMiniProgram } from '../../simulator/compile/mini-program'
import { createCompiledSource } from '../../simulator/server/page'

const FIXTURE = join(__dirname, 'fixture')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mini-program-'))
  cpSync(FIXTURE, root, { recursive: true })
  symlinkSync(join(__dirname, '../../node_modules'), join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (path: string, source: string) => writeFileSync(join(root, path), source)

test('what the pages reach is compiled, with the component library out of npm', async () => {
  const {
    appId,
    host,
    plugins: [plugin],
  } = await compileMiniProgram(root)
  expect(appId).toBe('wxfixture000000000')
  expect(Object.keys(host.components)).toEqual(
    expect.arrayContaining([
      'pages/first',
      'pages/second',
      'components/badge',
      'miniprogram_npm/@vant/weapp/button/index',
      'miniprogram_npm/@vant/weapp/loading/index',
    ]),
  )
  expect(host.components['pages/first']?.config.usingComponents).toEqual({
    badge: '/components/badge',
    'plugin-mark': 'plugin://fixture-plugin/mark',
    'van-button': '/miniprogram_npm/@vant/weapp/button/index',
  })
  expect(plugin).toMatchObject({
    alias: 'fixture-plugin',
    provider: 'wxplugin0000000000',
    main: 'index',
    publicComponents: { mark: 'components/mark', list: 'components/list' },
  })
})

test('the class names of host and plugin never meet', async () => {
  const {
    host,
    plugins: [plugin],
  } = await compileMiniProgram(root)
  expect(host.css).toContain('.host-components-badge--box')
  expect(plugin?.css).toContain('.plugin-components-mark--box')
  expect(host.css).not.toContain('plugin-')
})

test('types are taken away, and a plain npm package becomes one module', async () => {
  const { host } = await compileMiniProgram(root)
  expect(host.modules).not.toContain('as string')
  expect(host.modules).toContain('"miniprogram_npm/mobx-miniprogram/index": {requires: {}')
})

test.each([
  ['miniprogram/app.json', '{', 'miniprogram/app.json', 'is not JSON'],
  ['miniprogram/app.json', '{"pages":[]}', 'miniprogram/app.json', 'names no pages'],
  ['plugin/plugin.json', '{', 'plugin/plugin.json', 'is not JSON'],
])('without %s nothing runs, and the message names the file', async (path, source, file, words) => {
  write(path, source)
  await expect(compileMiniProgram(root)).rejects.toMatchObject({
    file,
    message: expect.stringContaining(words),
  })
})

test.each([
  [
    'miniprogram/app.json',
    '{"pages":["pages/first","pages/gone"]}',
    'miniprogram/pages/gone.ts',
    'no such script',
    undefined,
  ],
  [
    'miniprogram/pages/second.ts',
    '\n\nconst = 1',
    'miniprogram/pages/second.ts',
    'Expected identifier',
    3,
  ],
  [
    'miniprogram/pages/second.ts',
    "\nimport './gone'",
    'miniprogram/pages/second.ts',
    '"./gone"',
    2,
  ],
  [
    'miniprogram/pages/second.wxml',
    '<view>{{ a + }}</view>',
    'miniprogram/pages/second.wxml',
    'line 1',
    1,
  ],
  ['miniprogram/pages/second.wxss', '\n.a {', 'miniprogram/pages/second.wxss', 'Unclosed block', 2],
  [
    'miniprogram/pages/second.json',
    '{\n"usingComponents":{\n"x":"./x"}}',
    'miniprogram/pages/second.json',
    '<x>',
    3,
  ],
  ['plugin/plugin.json', '{"main":"gone.js"}', 'plugin/gone.ts', 'no such script', undefined],
])(
  'a mistake in %s is reported with file and line, and the rest runs',
  async (path, source, file, words, line) => {
    write(path, source)
    const { host, problems } = await compileMiniProgram(root)
    expect(problems).toContainEqual({
      file,
      message: expect.stringContaining(words),
      ...(line !== undefined && { line }),
    })
    expect(host.components).toHaveProperty(['pages/first'])
  },
)

test('without a mini-program the message says what is missing', async () => {
  rmSync(join(root, 'miniprogram'), { recursive: true })
  expect(await createCompiledSource({ root })()).toEqual({
    problem: { file: 'miniprogram/app.json', message: expect.stringContaining('not there') },
  })
})

test('it is compiled anew when a file changed, and only then', async () => {
  const source = createCompiledSource({ root })
  const first = await source()
  expect(await source()).toBe(first)
  write('miniprogram/pages/second.wxml', '<view>changed</view>')
  const second = await source()
  expect(second).not.toBe(first)
  expect(JSON.stringify(second)).toContain('changed')
})

test('a package is found once it is installed, and anew once it is upgraded', async () => {
  write('miniprogram/pages/second.ts', "exports.tiny = require('tiny')")
  const install = (version: string) => {
    const inside = 'miniprogram/node_modules'
    mkdirSync(join(root, inside, 'tiny'), { recursive: true })
    write(`${inside}/tiny/package.json`, '{"main":"index.js"}')
    write(`${inside}/tiny/index.js`, `module.exports = '${version}'`)
    write(`${inside}/.package-lock.json`, '{}')
  }
  const source = createCompiledSource({ root })
  expect(await source()).toMatchObject({
    problems: [{ message: expect.stringContaining('npm install in the shop') }],
  })
  install('tiny one')
  expect(await source()).toMatchObject({
    problems: [],
    host: { modules: expect.stringContaining('tiny one') },
  })
  install('tiny two')
  expect(await source()).toMatchObject({
    host: { modules: expect.stringContaining('tiny two') },
  })
})

test('another project.config.json is read', async () => {
  const source = createCompiledSource({ root })
  expect(await source()).toMatchObject({ appId: 'wxfixture000000000' })
  const config = readFileSync(join(root, 'project.config.json'), 'utf8')
  write('project.config.json', config.replace('wxfixture', 'wxanother'))
  expect(await source()).toMatchObject({ appId: 'wxanother000000000' })
})

test('after a mistake is mended it compiles again', async () => {
  const source = createCompiledSource({ root })
  write('miniprogram/pages/second.wxml', '<view>{{</view>')
  expect(await source()).toMatchObject({ problems: [{ file: 'miniprogram/pages/second.wxml' }] })
  write('miniprogram/pages/second.wxml', '<view>mended again</view>')
  expect(await source()).toMatchObject({ problems: [] })
})
