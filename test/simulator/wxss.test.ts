import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problems } from '../../simulator/compile/problems'
import { openSourceTree } from '../../simulator/compile/source-tree'
import { compileWxss, type StyleOwner } from '../../simulator/compile/wxss'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wxss-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const write = (name: string, source: string) => writeFileSync(join(dir, name), source)
const problems = new Problems()
const compile = (source: string, owner: StyleOwner, drawnFonts?: ReadonlySet<string>) => {
  write('a.wxss', source)
  const options = { tree: openSourceTree(dir), problems, file: 'a.wxss', owner }
  return compileWxss({ ...options, ...(drawnFonts && { drawnFonts }) })
}

test('one rpx is a 750th of the width of the phone', async () => {
  expect(await compile('.a { margin: -10rpx 1.5rpx; }', 'app')).toBe(
    '.a { margin: calc(-10 * var(--rpx)) calc(1.5 * var(--rpx)); }',
  )
})

test('one vh is a 100th of the page below the navigation bar', async () => {
  expect(await compile('.a { height: 100vh; }', 'app')).toBe(
    '.a { height: calc(100 * var(--vh)); }',
  )
})

test.each([
  ['.a .b.c', '.s--a .s--b.s--c'],
  ['.a:not(.b)::after', '.s--a:not(.s--b)::after'],
  [':host', '[wx-host="s"]'],
  ['.a view', '.s--a wx-view'],
  ['.a[data-x=".b"]', '.s--a[data-x=".b"]'],
])("a component's %s finds its own elements only", async (selector, scoped) => {
  expect(await compile(`${selector} {}`, { scope: 's' })).toBe(`${scoped} {}`)
})

test.each([
  ['.a', ':where(wx-page[data-path="p"]) .a'],
  ['page', 'wx-page:where([data-path="p"])'],
  ['#pay text', ':where(wx-page[data-path="p"]) #pay wx-text'],
])("a page's %s holds on that page only", async (selector, scoped) => {
  expect(await compile(`${selector} {}`, { page: 'p' })).toBe(`${scoped} {}`)
})

test('the steps of an animation are no selectors', async () => {
  const source = '@keyframes a { from { top: 0 } 50.5% { top: 1px } }'
  expect(await compile(source, { scope: 's' })).toBe(source)
})

test('an imported style sheet is put in its place, with the scope of the importer', async () => {
  write('b.wxss', '.b { top: 0 }')
  expect(await compile("@import './b.wxss';.a { top: 1px }", { scope: 's' })).toBe(
    '.s--b { top: 0 }.s--a { top: 1px }',
  )
})

test('style sheets that import each other end', async () => {
  write('b.wxss', '@import "a.wxss"; .b { top: 0 }')
  expect(await compile('@import "b.wxss";', 'app')).toContain('.b { top: 0 }')
})

test('an imported style sheet that is not there is said', async () => {
  expect(await compile(".a { top: 0 }\n@import './gone.wxss';", 'app')).toBe('.a { top: 0 }')
  expect(problems.all()).toContainEqual({
    file: 'a.wxss',
    line: 2,
    message: expect.stringContaining('no such style sheet'),
  })
})

test('an icon font is kept, unless the phone draws its icons itself', async () => {
  const remote = '@font-face { font-family: x; src: url(//cdn.example/x.woff2) } .a { top: 0 }'
  expect(await compile(remote, 'app')).toBe(remote)
  expect((await compile(remote, 'app', new Set(['x']))).trim()).toBe('.a { top: 0 }')
})

test('a font or picture of the shop is fetched from where the phone finds its files', async () => {
  expect(await compile('.a { src: url("./x.ttf"), url(data:a) }', 'app')).toBe(
    '.a { src: url("/files/x.ttf"), url(data:a) }',
  )
})

test('a style sheet is imported also without its ending', async () => {
  write('b.wxss', '.b { top: 0 }')
  expect(await compile("@import 'b';", 'app')).toBe('.b { top: 0 }')
})

test.each([
  ['b.less', '@x: 4rpx; .b { .c { top: @x } }'],
  ['b.scss', '$x: 4rpx; .b { .c { top: $x } }'],
])('%s is compiled by its own compiler', async (file, source) => {
  write(file, source)
  expect(await compile("@import 'b';", { scope: 's' })).toMatch(
    /^\.s--b \.s--c \{\s*top: calc\(4 \* var\(--rpx\)\);?\s*\}$/,
  )
})

test('a mistake in less or scss is reported with file and line', async () => {
  write('b.less', '.b {\n top: @gone }')
  write('c.scss', '.b {\n top: $gone }')
  await compile("@import 'b'; @import 'c';", 'app')
  expect(problems.all()).toEqual(
    expect.arrayContaining([
      { file: 'b.less', line: 2, message: expect.stringContaining('gone') },
      { file: 'c.scss', line: 2, message: expect.stringContaining('Undefined variable') },
    ]),
  )
})
