import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Mode, ReceivedRequest } from '../../../simulator/contracts'
import type { Simulator } from '../../../simulator/start-simulator'
import { smallPng } from './small-png'

interface Options {
  readonly browser: Browser
  readonly simulator: Simulator
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
}

/** Pictures to look at; they are not kept in the repository. */
const IMAGES = join(__dirname, '../../../build/pictures')
/** So that the whole of the inspector is on the screen. */
const HEIGHT = 2_600
/** Higher pictures are kept at half the sharpness: the documents bring them all along. */
const SHARP_PX = 900
const MOST_BYTES = 60_000

const pixelsOf = async (page: Page, picture: Buffer) => {
  const { width, height, bytes } = await page.evaluate(async (base64) => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob()
    const bitmap = await createImageBitmap(blob)
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
    let text = ''
    for (const byte of data) text += String.fromCharCode(byte)
    return { width: bitmap.width, height: bitmap.height, bytes: btoa(text) }
  }, picture.toString('base64'))
  return { width, height, data: Buffer.from(bytes, 'base64') }
}

/** The fixture's page on a phone of this width, whose collector starts empty and answers normally. */
export const openInspector = async ({ browser, simulator, width = 390, colorScheme }: Options) => {
  const post = (path: string, body: object) =>
    fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  const setMode = async (mode: Mode | 'offline') => {
    await post('/phone/network', { online: mode !== 'offline' })
    await post('/collector/mode', { mode: mode === 'offline' ? 'ok' : mode })
  }
  await setMode('ok')
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    deviceScaleFactor: process.env['SCREENSHOTS'] ? 2 : 1,
    colorScheme: colorScheme ?? 'light',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${simulator.url}/phone`)
  await page.locator('#flush').waitFor()
  const row = (index: number) => page.locator(`#row-${index}`)
  return {
    page,
    row,
    errors: errors as readonly string[],
    close: () => context.close(),
    tap: (id: string) => page.locator(`#${id}`).click(),
    /** The row's text, once this is in it. */
    async shows(index: number, text: string): Promise<string> {
      await row(index).getByText(text).first().waitFor()
      return row(index).innerText()
    },
    /** The text of the whole inspector. */
    texts: () => page.locator('#inspected').innerText(),
    count: (name: string) => page.locator(`#count-${name}`).innerText(),
    /** Sets how the collector answers, or takes the phone's network away. */
    async choose(mode: Mode | 'offline') {
      await setMode(mode)
      const online = mode === 'offline' ? 'no' : 'yes'
      await page.locator(`html[data-online=${online}]`).waitFor({ state: 'attached' })
    },
    requests: async () =>
      (await (await fetch(`${simulator.url}/collector/requests`)).json()) as ReceivedRequest[],
    async restart() {
      await page.reload()
      await page.locator('#flush').waitFor()
    },
    /** Takes a picture to look at, where that is wanted. */
    async picture(name: string) {
      if (!process.env['SCREENSHOTS']) return
      await page.evaluate(() => document.fonts.ready)
      const inspected = page.locator('#inspected')
      const isLong = ((await inspected.boundingBox())?.height ?? 0) > SHARP_PX
      const picture = await inspected.screenshot({ scale: isLong ? 'css' : 'device' })
      const png = smallPng(await pixelsOf(page, picture), MOST_BYTES)
      mkdirSync(IMAGES, { recursive: true })
      writeFileSync(join(IMAGES, `event-inspector-${name}-${width}.png`), png)
    },
  }
}
export type Inspector = Awaited<ReturnType<typeof openInspector>>
