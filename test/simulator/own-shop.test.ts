import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { compileMiniProgram } from '../../simulator/compile/mini-program'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../e2e/browser'
import { openDesk } from '../e2e/desk'
import { eventually } from '../e2e/until'
import { atShop, SHOP } from './at-shop'

test('all pages are found, those of subpackages too, by the title of the app where they have none', async () => {
  const { name, appId, pages } = await compileMiniProgram(SHOP)
  expect([name, appId]).toEqual(['Made-up shop', 'wxshop0000000000000'])
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['pages/home', 'packages/orders/pages/order', 'packages/gift/gift']),
  )
  expect(pages.find(({ path }) => path === 'packages/gift/gift')).toEqual({
    path: 'packages/gift/gift',
    title: 'Made-up shop',
  })
})

test('the tracker comes from here; another plugin is a stand-in with the components that are used', async () => {
  const { plugins } = await compileMiniProgram(SHOP)
  expect(plugins.map(({ alias, kind }) => [alias, kind])).toEqual([
    ['coupon-tracker', 'tracker'],
    ['live', 'stand-in'],
  ])
  expect(plugins[1]?.publicComponents).toEqual({ player: 'player' })
})

test('what cannot be resolved is said by file and line', async () => {
  const { problems } = await compileMiniProgram(SHOP)
  expect(problems.map(({ file, line }) => [file, line])).toEqual(
    expect.arrayContaining([
      ['src/pages/home.json', 5],
      ['src/pages/home.js', 18],
      ['src/app.wxss', 2],
      ['src/pages/broken.wxml', 2],
    ]),
  )
})

test('an icon font of the shop is kept', async () => {
  const { host } = await compileMiniProgram(SHOP)
  expect(host.css).toContain('url(https://icons.example/icons.ttf)')
  expect(host.css).toContain("url('/files/styles/icons.ttf')")
})

test('where no plugin is declared, wrapping adds the tracker', async () => {
  const { plugins, isTrackerAdded } = await compileMiniProgram(`${__dirname}/fixture`, {
    wrap: true,
  })
  expect(isTrackerAdded).toBe(true)
  expect(plugins.map(({ alias }) => alias)).toContain('coupon-tracker')
})

const NPM_SHOP = join(__dirname, 'npm-shop')

test('a shop that has the tracker as an npm package is wrapped with that one', async () => {
  const { plugins, isTrackerAdded } = await compileMiniProgram(NPM_SHOP, { wrap: true })
  expect([plugins, isTrackerAdded]).toEqual([[], false])
})

inBrowser('A shop with the tracker as an npm package', () => {
  let browser: Browser
  let simulator: Simulator
  beforeAll(async () => {
    browser = await openBrowser()
    simulator = await startSimulator({ port: 0, root: NPM_SHOP, wrap: true })
  })
  afterAll(async () => {
    await browser.close()
    await simulator.close()
  })

  test('has a row for its order change, with what was saved, and no hint that none was reported', async () => {
    const desk = await openDesk({ browser, simulator })
    await desk.tap('pay')
    await desk.tap('payment-paid')
    const event = desk.row('NPM-1')
    await event.waitFor()
    await eventually(() => desk.count('delivered')).toBe('1')
    expect(await desk.events()).toMatchObject([{ props: { order_id: 'NPM-1', page: 'pages/pay' } }])
    expect(await event.locator('.open').getAttribute('aria-label')).toMatch(/^pay, Five off, /)
    expect(await event.locator('[data-station=saved] .value').innerText()).toMatch(/ ms$/)
    await eventually(() =>
      desk.page.locator('#shop [data-page="pages/pay"]').innerText(),
    ).toContain('watched')
    // Longer than a forgotten call is waited for.
    await desk.page.waitForTimeout(2_500)
    expect(await desk.mark('payment').count()).toBe(1)
    await desk.close()
  })
})

atShop('A foreign shop in the phone', (open) => {
  test('packages are found beside the file, as built, and by an alias', async () => {
    const { text } = await open('pages/home')
    expect(await text('price')).toBe('¥12.50 ¥4.00')
  })

  test('functions of wxs keep a state, get a changed property and a tap', async () => {
    const { reads, tap } = await open('pages/home')
    await reads('watched', 'one 1')
    await tap('change')
    await reads('watched', 'two 2')
    await tap('watched')
    expect(await reads('watched', 'tapped 2')).toBe('tapped 2')
  })

  test("a property's observer gets the new value, the old one and the path, as wepy 2 needs it", async () => {
    const { reads, tap } = await open('pages/home')
    await reads('mood-change', 'tint: → one')
    await tap('change')
    expect(await reads('mood-change', 'tint: one → two')).toBe('tint: one → two')
  })

  test('a component of a stand-in is a box with its name, and what is not there leaves the rest', async () => {
    const { page, text } = await open('pages/home')
    expect(await page.locator('.stand-in, [class*=stand-in]').innerText()).toBe('live/player')
    expect(await text('mood')).toBe('calm')
  })

  test('the shop draws its own tab bar, on each tab page its own', async () => {
    const { page, reads, tap } = await open('pages/home')
    await reads('to-mine', 'home')
    expect(await page.locator('#phone-tab-bar').isVisible()).toBe(false)
    await tap('to-mine')
    expect(await reads('to-mine', 'mine')).toBe('mine')
  })

  test('a page that draws its own navigation bar begins at the top of the phone', async () => {
    const { page, visible } = await open('pages/home')
    expect((await visible('price').boundingBox())?.y).toBe(0)
    expect(await page.locator('#phone-title').isVisible()).toBe(false)
    expect(await page.locator('#phone-capsule').isVisible()).toBe(true)
  })

  test('pages of subpackages open, with packages of their own', async () => {
    const { tap, reads } = await open('pages/home')
    await tap('to-order')
    await reads('order', '7')
    const gift = await open('packages/gift/gift')
    expect(await gift.text('gift')).toBe('wrapped')
  })

  test('less and scss are styles, also on a page that calls itself a component', async () => {
    const { style } = await open('pages/styles')
    expect(await style('inner', 'color')).toBe('rgb(1, 2, 3)')
    expect(await style('inner', 'width')).toBe('37.5px')
    const { style: other } = await open('pages/inner')
    expect(await other('inner', 'color')).toBe('rgb(4, 5, 6)')
  })

  test('a page whose template is broken says so; the others open', async () => {
    const { page } = await open('pages/broken')
    const fault = await page.locator('.fault').innerText()
    expect(fault).toContain('src/pages/broken.wxml')
    expect(fault).toContain('line 2')
  })

  test('an exception in a lifecycle is a message, and the page stays', async () => {
    const { notes, text } = await open('pages/throws', 'scene=%E0%A4%A')
    expect(await text('still')).toBe('still here')
    expect(await notes()).toContain('pages/throws onLoad: URIError')
  })

  test('a way to a page that is not there is a message, and the page before stays', async () => {
    const { notes, tap, text } = await open('pages/throws', 'scene=1')
    await tap('leave')
    await eventually(notes).toContain('wx.navigateTo /pages/gone: page "pages/gone" is not found')
    expect(await text('still')).toBe('still here')
  })

  test('an entry at a page that is not there is a message, not an empty phone', async () => {
    const { page } = await open('pages/nowhere')
    expect(await page.locator('.fault').innerText()).toContain('There is no page "pages/nowhere"')
  })
})
