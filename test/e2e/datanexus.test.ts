import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { type Desk, openDesk } from './desk'
import { eventually } from './until'

inBrowser('A tenant of the newer table', () => {
  let browser: Browser
  let simulator: Simulator
  let desk: Desk
  beforeAll(async () => {
    browser = await openBrowser()
    simulator = await startSimulator({ port: 0, root: join(__dirname, 'fixture-datanexus') })
    desk = await openDesk({ browser, simulator, width: 1440 })
    await desk.tap('pay')
  })
  afterAll(async () => {
    await desk.close()
    await browser.close()
    await simulator.close()
  })

  test('the event is checked by the table of its edition, and the page names it', async () => {
    await desk.page.locator('[data-event-id] .open').click()
    await desk.press('tab-check')
    await eventually(() => desk.page.locator('#pane').innerText()).toContain(
      "DataNexus's table: every rule holds",
    )
  })

  test('the collector says by which table the event is valid, and names its batch', async () => {
    await desk.press('server-side')
    const request = () => desk.page.locator('article.request').innerText()
    await eventually(request).toContain("valid by DataNexus's table")
    await eventually(request).toContain('batch-1')
  })
})
