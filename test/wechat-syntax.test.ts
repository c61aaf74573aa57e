import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'babel-parser-7.21'

const ROOT = join(__dirname, '..')

const scripts = (dir: string): string[] =>
  readdirSync(join(ROOT, dir), { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.endsWith('.ts') && !file.includes('miniprogram_npm'))

/** As DevTools and miniprogram-ci read TypeScript: with Babel 7.21, which knows less than tsc. */
const read = (text: string) => parse(text, { sourceType: 'module', plugins: ['typescript'] })

test.each(
  [...scripts('plugin'), ...scripts('miniprogram')].map((file) => file.slice(ROOT.length + 1)),
)('WeChat’s compiler can read %s', (file) => {
  expect(() => read(readFileSync(join(ROOT, file), 'utf8'))).not.toThrow()
})

test('what tsc allows and WeChat’s compiler does not is noticed', () => {
  expect(() => read('type Page = readonly [number: number, ...Rest]')).toThrow(
    /must all have names/,
  )
})
