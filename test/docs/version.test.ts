import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERSION } from '../../plugin/event/moment'

const ROOT = join(__dirname, '../..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }

/** Each tracked text that may name the version, with the places where it does. */
const named = (pattern: RegExp, ...files: string[]): string[] =>
  execFileSync('git', ['ls-files', '--', ...files], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((file) => !file.startsWith('test/'))
    .flatMap((file) => [...read(file).matchAll(pattern)].map(([, found]) => `${file}: ${found}`))
const isOther = (line: string): boolean => !line.endsWith(`: ${version}`)

test('what goes on the wire as sr_sdk_version is the package’s version', () => {
  expect(VERSION).toBe(version)
})

test('the changelog begins with this version', () => {
  expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version)
})

test('the gateway, which is deployed by itself, and the lock file name the same version', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string }>
  }
  const gateway = 'cloudfunctions/coupon-gateway'
  expect([packages['']?.version, packages[gateway]?.version]).toEqual([version, version])
  expect(JSON.parse(read(`${gateway}/package.json`))).toMatchObject({ version })
})

test('the README of an example that is built says when that was done last', () => {
  const built = JSON.parse(read('examples/last-built.json')) as Record<string, { at: string }>
  expect(Object.keys(built)).toHaveLength(2)
  for (const [name, { at }] of Object.entries(built))
    expect(read(`examples/${name}/README.md`)).toContain(`last built on ${at}`)
})

test('documents and examples that name a version of the plugin name this one', () => {
  const plugin = named(
    /["']?coupon-tracker["']?: \{\s*["']?version["']?: ["'](\d[\d.]*)["']/g,
    '*.md',
    'examples/*',
  )
  const npm = named(/"youshu-coupon-plugin": "([\d.]+)"/g, 'examples/*/package.json')
  expect(npm).toHaveLength(1)
  expect(plugin.length).toBeGreaterThanOrEqual(4)
  expect([...plugin, ...npm].filter(isOther)).toEqual([])
})
