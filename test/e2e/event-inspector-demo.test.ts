import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { type Desk, openDesk } from './desk'
import { until } from './until'

jest.setTimeout(60_000)

inBrowser('The demo merchant’s page with the inspector', () => {
  let browser: Browser
  let simulator: Simulator
  let desk: Desk

  beforeAll(async () => {
    browser = await openBrowser()
    simulator = await startSimulator({ port: 0 })
  })
  afterAll(async () => {
    await browser.close()
    await simulator.close()
  })
  afterEach(() => desk.close())

  test('says which user and shop the next event has, and takes the user’s word on reporting', async () => {
    desk = await openDesk({ browser, simulator })
    const { tap, phone, visible } = desk
    await tap('open-inspect')
    await tap('context')
    await phone.getByText('open_id: oDemo-ShanLan').waitFor()
    await phone.getByText('chan_shop_name').waitFor()
    await visible('consent').locator('.van-switch').click()
    await until('the word is kept', async () =>
      (await desk.stored('host:consent')) === 'withdrawn' ? true : undefined,
    )
    expect(await visible('count-pending').innerText()).toBe('0')
    const beyond = await desk
      .frame()
      .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(beyond).toBe(0)
    expect(desk.complaints).toEqual([])
  })
})
