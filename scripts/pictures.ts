import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startSimulator } from '../simulator/start-simulator'
import { animatePromise, pixelsOf } from './animate'
import { openConsole } from './console-picture'
import { smallPng } from './small-png'

const IMAGES = join(__dirname, '../docs/images')
const OWN_SHOP = join(__dirname, '../test/e2e/fixture-own-shop')

const MAX_BYTES = 200_000

const keep = (name: string, bytes: Uint8Array) => {
  writeFileSync(join(IMAGES, name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}

/** A picture of the page, with as few colours as it needs to stay small. */
const picture = async (page: Page) => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const pixels = await pixelsOf(page, await page.screenshot())
  return smallPng({ width, height, data: Buffer.from(pixels) }, MAX_BYTES)
}

const phone = (page: Page) => page.frameLocator('#phone')

/** Plays this step of the tour, from whatever the step before left. */
const tourStep = async (page: Page, step: number) => {
  if (!(await page.isVisible('#tour'))) await page.locator('#tour-open').click()
  await page.locator(`#tour-step-${step}`).click()
  await page.locator('#tour-do').click()
  await page.locator(`#tour-step-${step}.done`).waitFor()
}

/** The demo at this size: an event was refused and went ten minutes later, another waits for the network. */
const pictureDemo = async (browser: Browser, url: string, width: number, height: number) => {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(url)
  await phone(page).locator('#show-goods').waitFor({ state: 'attached' })
  await page.locator('#start-over').evaluate((button: HTMLElement) => button.click())
  await tourStep(page, 5)
  await tourStep(page, 2)
  await page.locator('#tour-close').click()
  if (width >= 1200) await page.locator('#timeline .open').first().click()
  keep(`simulator-${width}.png`, await picture(page))
  await context.close()
}

/** A merchant's own shop: it was paid, and nothing was reported. */
const pictureOwnShop = async (browser: Browser) => {
  const simulator = await startSimulator({ port: 0, root: OWN_SHOP, wrap: true })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  await page.goto(simulator.url)
  for (const id of ['go', 'pay', 'payment-paid']) await phone(page).locator(`#${id}`).click()
  await page.locator('[data-mark=payment]').getByText('no trackOrder').waitFor()
  keep('own-shop.png', await picture(page))
  await page.close()
  await simulator.close()
}

/** The questions that only a phone can answer, as the simulator answers them. */
const pictureDevicePage = async (browser: Browser, url: string) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 1500 }, locale: 'zh-CN' })
  await page.goto(`${url}/phone`)
  for (const id of ['open-inspect', 'open-device']) await page.locator(`#${id}`).click()
  await page.locator('#check-page-writable').waitFor()
  keep('device.png', await picture(page))
  await page.close()
}

const pictureConsole = async (browser: Browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1150 }, locale: 'en-US' })
  const close = await openConsole(page)
  try {
    keep('console.png', await picture(page))
  } finally {
    await page.close()
    await close()
  }
}

const main = async () => {
  mkdirSync(IMAGES, { recursive: true })
  const simulator = await startSimulator({ port: 0 })
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
  try {
    // First, while the network is on.
    await pictureDevicePage(browser, simulator.url)
    await pictureDemo(browser, simulator.url, 1440, 900)
    await pictureDemo(browser, simulator.url, 390, 844)
    await pictureOwnShop(browser)
    await pictureConsole(browser)
    keep('promise.gif', await animatePromise(browser, simulator.url))
  } finally {
    await browser.close()
    await simulator.close()
  }
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
