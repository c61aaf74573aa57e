import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { axeFaults } from './axe'
import { inBrowser, openBrowser } from './browser'
import { type Desk, openDesk } from './desk'
import { eventually } from './until'

inBrowser('A merchant’s own shop', () => {
  let browser: Browser
  let simulator: Simulator
  let desk: Desk
  beforeAll(async () => {
    browser = await openBrowser()
    const root = join(__dirname, 'fixture-own-shop')
    simulator = await startSimulator({ port: 0, root, wrap: true })
  })
  afterAll(async () => {
    await browser.close()
    await simulator.close()
  })
  beforeEach(async () => {
    desk = await openDesk({ browser, simulator, width: 1440 })
    await desk.visible('go').waitFor()
  })
  afterEach(() => desk.close())
  const shop = () => desk.page.locator('#shop').innerText()
  const page = (path: string) => desk.page.locator(`#shop [data-page="${path}"]`).innerText()

  test('pages are counted as they are seen, with their lifecycles and the title of an event there', async () => {
    await eventually(shop).toContain('1 of 3')
    await desk.tap('go')
    await eventually(shop).toContain('2 of 3')
    await eventually(() => page('pages/confirm/index')).toMatch(
      /确认订单\s+onLoad onShow onReady\s+watched/,
    )
    // It was left at once.
    await eventually(() => page('pages/home/index')).toMatch(/onHide\s+watched/)
    await eventually(() => page('pages/user/index')).toContain('not yet')
    await eventually(shop).toContain('pages/confirm/index?from=cart')
    await desk.mark('page').getByText('pages/confirm/index · 确认订单').waitFor()
  })

  test('what an event would lack is named, and what the compiler could not find', async () => {
    await eventually(shop).toMatch(/chan\s+not yet setChan/)
    await eventually(shop).toMatch(/wx_user\s+not yet setUser/)
    await eventually(shop).toContain('pages/home/index.json')
    expect(await axeFaults(desk.page)).toEqual([])
  })

  test('a payment without trackOrder brings the line to paste', async () => {
    await desk.tap('go')
    await desk.tap('pay')
    await desk.tap('payment-paid')
    await desk.mark('payment').getByText('no trackOrder within 2 s').waitFor()
    await eventually(() => desk.page.locator('#track-order-hint').innerText()).toContain(
      'wx.requestPayment succeeded on pages/confirm/index',
    )
    await eventually(() => desk.page.locator('#paste').innerText()).toContain(
      'tracker.trackOrder({',
    )
  })

  test('an exception in the shop is shown on the page, and the phone goes on', async () => {
    await desk.tap('go')
    await desk.tap('boom')
    await eventually(() => desk.mark('fault').innerText()).toContain(
      'Cannot read properties of null',
    )
    await desk.visible('pay').waitFor()
  })
})
