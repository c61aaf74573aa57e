import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSourceTree } from '../../simulator/compile/source-tree'
import { compileWxss, type StyleOwner } from '../../simulator/compile/wxss'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wxss-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const write = (name: string, source: string) => writeFileSync(join(dir, name), source)
const compile = (source: string, owner: StyleOwner) => {
  write('a.wxss', source)
  return compileWxss(openSourceTree(dir), 'a.wxss', owner)
}

test('one rpx is a 750th of the width of the phone', () => {
  expect(compile('.a { margin: -10rpx 1.5rpx; }', 'app')).toBe(
    '.a { margin: calc(-10 * var(--rpx)) calc(1.5 * var(--rpx)); }',
  )
})

test('one vh is a 100th of the page below the navigation bar', () => {
  expect(compile('.a { height: 100vh; }', 'app')).toBe('.a { height: calc(100 * var(--vh)); }')
})

test.each([
  ['.a .b.c', '.s--a .s--b.s--c'],
  ['.a:not(.b)::after', '.s--a:not(.s--b)::after'],
  [':host', '[wx-host="s"]'],
  ['.a view', '.s--a wx-view'],
  ['.a[data-x=".b"]', '.s--a[data-x=".b"]'],
])("a component's %s finds its own elements only", (selector, scoped) => {
  expect(compile(`${selector} {}`, { scope: 's' })).toBe(`${scoped} {}`)
})

test.each([
  ['.a', ':where(wx-page[data-path="p"]) .a'],
  ['page', 'wx-page:where([data-path="p"])'],
  ['#pay text', ':where(wx-page[data-path="p"]) #pay wx-text'],
])("a page's %s holds on that page only", (selector, scoped) => {
  expect(compile(`${selector} {}`, { page: 'p' })).toBe(`${scoped} {}`)
})

test('the steps of an animation are no selectors', () => {
  const source = '@keyframes a { from { top: 0 } 50.5% { top: 1px } }'
  expect(compile(source, { scope: 's' })).toBe(source)
})

test('an imported style sheet is put in its place, with the scope of the importer', () => {
  write('b.wxss', '.b { top: 0 }')
  expect(compile("@import './b.wxss';.a { top: 1px }", { scope: 's' })).toBe(
    '.s--b { top: 0 }.s--a { top: 1px }',
  )
})

test('style sheets that import each other end', () => {
  write('b.wxss', '@import "a.wxss"; .b { top: 0 }')
  expect(compile('@import "b.wxss";', 'app')).toContain('.b { top: 0 }')
})

test('an imported style sheet that is not there is said', () => {
  expect(() => compile("@import './gone.wxss';", 'app')).toThrow('no such style sheet')
})

test('a font that would be fetched from elsewhere is left out', () => {
  const remote = '@font-face { font-family: x; src: url(//cdn.example/x.woff2) } .a { top: 0 }'
  expect(compile(remote, 'app').trim()).toBe('.a { top: 0 }')
})
