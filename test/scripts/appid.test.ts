import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setAppids } from '../../scripts/set-appids'

const ROOT = join(__dirname, '../..')
const FILES = ['project.config.json', 'miniprogram/app.json']
const PLUGIN = 'wx0123456789abcdef'
const DEMO = 'wxfedcba9876543210'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'appid-'))
  mkdirSync(join(folder, 'miniprogram'))
  for (const file of FILES) copyFileSync(join(ROOT, file), join(folder, file))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

test('the plugin’s appid stands in both places that WeChat compares', () => {
  setAppids(folder, PLUGIN, DEMO)
  expect(read('project.config.json')).toMatchObject({ pluginAppid: PLUGIN, appid: DEMO })
  expect(read('miniprogram/app.json').plugins['coupon-tracker'].provider).toBe(PLUGIN)
})

test('without the demo’s appid the project’s own stays as it is', () => {
  const before = read('project.config.json').appid
  setAppids(folder, PLUGIN)
  expect(read('project.config.json')).toMatchObject({ pluginAppid: PLUGIN, appid: before })
})

test('nothing else of the files changes', () => {
  setAppids(folder, PLUGIN, DEMO)
  for (const file of FILES) {
    const lines = (base: string) => readFileSync(join(base, file), 'utf8').split('\n')
    const before = lines(ROOT)
    const changed = lines(folder).filter((line, index) => line !== before[index])
    expect(changed.every((line) => line.includes(PLUGIN) || line.includes(DEMO))).toBe(true)
  }
})

test.each([
  ['a number of the vendor', 'bi0123456789abcdef'],
  ['too short', 'wx0123'],
  ['the placeholder of the documents', 'wx…'],
])('%s is no appid, and nothing is written', (_, appid) => {
  expect(() => setAppids(folder, appid)).toThrow(/expected an appid like wx0123456789abcdef/)
  expect(read('project.config.json').pluginAppid).not.toBe(appid)
})

test('one appid for both is refused: a phone does not run a host with its own plugin', () => {
  expect(() => setAppids(folder, PLUGIN, PLUGIN)).toThrow(/two appids/)
})
