import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as plugin from '../../plugin'

const DOC = join(__dirname, '../../doc')
/** What WeChat takes of doc/ with its pictures (else error 80051). Source: WeChat, 开发插件, 插件开发文档. */
const LIMIT = 2 * 1024 * 1024

const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  )

test('the plugin’s document and its pictures stay below what WeChat takes', () => {
  const bytes = files(DOC).reduce((sum, file) => sum + statSync(file).size, 0)
  expect(bytes).toBeLessThanOrEqual(LIMIT)
})

test('the plugin’s document names every function', () => {
  const text = readFileSync(join(DOC, 'README.md'), 'utf8')
  const functions = Object.keys(plugin).filter((name) => name !== 'default')
  expect(functions.length).toBeGreaterThan(20)
  expect(functions.filter((name) => !text.includes(`${name}(`))).toEqual([])
})

test('the plugin’s document links only to where WeChat allows', () => {
  const text = readFileSync(join(DOC, 'README.md'), 'utf8')
  const hosts = [...text.matchAll(/\]\(https?:\/\/([^/)]+)/g)].map(([, host]) => host)
  const allowed = ['developers.weixin.qq.com', 'mp.weixin.qq.com', 'github.com']
  expect(hosts.filter((host) => !allowed.includes(host ?? ''))).toEqual([])
})
