import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readTitles } from '../../scripts/read-titles'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'titles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes a mini-program: file → its JSON, or its text as it stands. */
const write = (files: Record<string, object | string>): void => {
  for (const [name, json] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof json === 'string' ? json : JSON.stringify(json))
  }
}
const titled = (navigationBarTitleText: string) => ({ navigationBarTitleText })

describe('The titles of a mini-program', () => {
  test('a page is called what its own JSON says', () => {
    write({ 'app.json': { pages: ['pages/pay'] }, 'pages/pay.json': titled('支付') })
    expect(readTitles(folder)).toEqual({ 'pages/pay': '支付' })
  })

  test('a page without a title of its own has the app’s', () => {
    const app = { pages: ['pages/pay', 'pages/bare'], window: titled('山岚茶铺') }
    write({ 'app.json': app, 'pages/pay.json': { usingComponents: {} } })
    expect(readTitles(folder)).toEqual({ 'pages/pay': '山岚茶铺', 'pages/bare': '山岚茶铺' })
  })

  test('a page that has no title by either, or blanks its own, is left out', () => {
    write({ 'app.json': { pages: ['pages/pay'] } })
    expect(readTitles(folder)).toEqual({})
    write({
      'app.json': { pages: ['pages/pay'], window: titled('山岚茶铺') },
      'pages/pay.json': titled(''),
    })
    expect(readTitles(folder)).toEqual({})
  })

  test.each(['subPackages', 'subpackages'])('the pages of %s stand under their root', (key) => {
    const packages = [
      { root: 'orders', pages: ['pages/list'] },
      { root: '/vip/', pages: ['card'] },
    ]
    write({
      'app.json': { pages: ['pages/home'], [key]: packages },
      'orders/pages/list.json': titled('我的订单'),
      'vip/card.json': titled('会员卡'),
    })
    expect(readTitles(folder)).toEqual({ 'orders/pages/list': '我的订单', 'vip/card': '会员卡' })
  })

  test('a tab is called as its page, not as its button', () => {
    const tabBar = { list: [{ pagePath: 'pages/mine', text: '我的' }] }
    write({ 'app.json': { tabBar }, 'pages/mine.json': titled('会员中心') })
    expect(readTitles(folder)).toEqual({ 'pages/mine': '会员中心' })
  })

  test('a file that an editor began with a byte order mark is read too', () => {
    write({ 'app.json': `\uFEFF${JSON.stringify({ pages: ['a'], window: titled('茶') })}` })
    expect(readTitles(folder)).toEqual({ a: '茶' })
  })

  test('what cannot be read is said with its path', () => {
    expect(() => readTitles(folder)).toThrow(`${join(folder, 'app.json')} is not there`)
    write({ 'app.json': '[1' })
    expect(() => readTitles(folder)).toThrow(`${join(folder, 'app.json')} is not JSON`)
    write({ 'app.json': 'null' })
    expect(() => readTitles(folder)).toThrow(`${join(folder, 'app.json')} is no JSON object`)
    write({ 'app.json': { pages: ['pages/pay'] }, 'pages/pay.json': '{' })
    expect(() => readTitles(folder)).toThrow(`${join(folder, 'pages/pay.json')} is not JSON`)
  })
})

describe('npm run titles', () => {
  const root = join(__dirname, '../..')
  const run = (...given: string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const args = ['--import', 'tsx', join(root, 'scripts/titles.ts'), ...given]
      execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      )
    })

  test('prints the map; of this project’s shop if no folder is named', async () => {
    write({ 'app.json': { pages: ['pages/pay'] }, 'pages/pay.json': titled('支付') })
    const named = await run(folder)
    expect(JSON.parse(named.stdout)).toEqual({ 'pages/pay': '支付' })
    const shop = JSON.parse((await run()).stdout) as object
    expect(shop).toMatchObject({ 'pages/checkout': '确认订单' })
  })

  test('--out writes the map to a file and prints nothing', async () => {
    write({ 'app.json': { pages: ['pages/pay'], window: titled('茶') } })
    const out = join(folder, 'titles.json')
    expect(await run(folder, '--out', out)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({ 'pages/pay': '茶' })
  })

  test('what went wrong is said in words, without a stack', async () => {
    const { code, stdout, stderr } = await run(folder)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`${join(folder, 'app.json')} is not there: is this a mini-program?\n`)
    expect((await run('--wrong')).stderr).toContain('usage: npm run titles')
    expect((await run('a', 'b')).stderr).toContain('usage: npm run titles')
  })
})
