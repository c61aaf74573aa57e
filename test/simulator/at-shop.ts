import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../e2e/browser'
import { until } from '../e2e/until'

export const SHOP = join(__dirname, 'shop')

/** A phone by itself, with one page of a shop open. */
const phoneOn = (page: Page) => {
  const visible = (id: string) => page.locator(`#${id}`).locator('visible=true').first()
  const text = (id: string) => visible(id).innerText()
  return {
    page,
    visible,
    text,
    tap: (id: string) => visible(id).click(),
    /** The text of an element, once it is this. */
    reads: (id: string, words: string) =>
      until(`${id}: ${words}`, async () => {
        const now = await text(id).catch(() => '')
        return now === words ? now : undefined
      }),
    /** True once the page's log is this; it throws where that does not come. */
    logs: (expected: unknown) =>
      until(JSON.stringify(expected), async () => {
        const now = await text('log').catch(() => '')
        return now === JSON.stringify(expected) ? true : undefined
      }),
    notes: () => page.locator('#phone-notes').innerText(),
    style: (id: string, property: string) =>
      visible(id).evaluate(
        (element, name) => getComputedStyle(element).getPropertyValue(name),
        property,
      ),
  }
}
export type ShopPhone = ReturnType<typeof phoneOn>

/** Tests in a browser on the made-up shop, which has all that stopped other people's shops. */
export const atShop = (
  name: string,
  tests: (open: (path: string, query?: string) => Promise<ShopPhone>) => void,
) =>
  inBrowser(name, () => {
    let browser: Browser
    let simulator: Simulator
    const opened: Page[] = []
    beforeAll(async () => {
      browser = await openBrowser()
      simulator = await startSimulator({ port: 0, root: SHOP, wrap: true })
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
    })
    afterEach(async () => {
      for (const page of opened.splice(0)) await page.context().close()
    })
    tests(async (path, query = '') => {
      const context = await browser.newContext({ viewport: { width: 375, height: 700 } })
      const page = await context.newPage()
      opened.push(page)
      const search = new URLSearchParams({ path, query }).toString()
      await page.goto(`${simulator.url}/phone?${search}`)
      await page.locator('wx-page, .fault').first().waitFor()
      return phoneOn(page)
    })
  })
