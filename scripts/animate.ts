import { applyPalette, GIFEncoder, quantize } from 'gifenc'
import type { Browser, Page } from 'playwright-core'

const SIZE = { width: 1080, height: 640 }
const MAX_BYTES = 1_000_000
/** The last of 64 colours means: as in the frame before. */
const COLOURS = 63
const SAME = COLOURS
const FRAME_MS = 120

interface Frame {
  readonly pixels: Uint8Array
  readonly ms: number
}

/** The picture's pixels, decoded by the browser that took it. */
export const pixelsOf = async (decoder: Page, png: Buffer): Promise<Uint8Array> => {
  const base64 = await decoder.evaluate(async (picture) => {
    // Not fetched: a page may forbid that.
    const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
    let text = ''
    for (const byte of data) text += String.fromCharCode(byte)
    return btoa(text)
  }, png.toString('base64'))
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

/** Of each frame only what differs from the one before; one palette for all. */
const encode = (frames: readonly Frame[]): Uint8Array => {
  const samples = [0.2, 0.5, 0.9].map((part) => frames[Math.floor(frames.length * part)])
  const sample = Buffer.concat(samples.map((frame) => frame?.pixels ?? new Uint8Array()))
  const palette = quantize(new Uint8Array(sample), COLOURS)
  while (palette.length <= SAME) palette.push([0, 0, 0])
  const colours = palette.slice(0, COLOURS)
  const gif = GIFEncoder()
  let before: Uint8Array | undefined
  frames.forEach(({ pixels, ms }, frame) => {
    const index = applyPalette(pixels, colours)
    const shown = before
    const changed = shown
      ? index.map((colour, at) => (colour === shown[at] ? SAME : colour))
      : index
    gif.writeFrame(changed, SIZE.width, SIZE.height, {
      delay: ms,
      transparent: frame > 0,
      transparentIndex: SAME,
      dispose: 1,
      ...(frame === 0 && { palette }),
    })
    before = index
  })
  gif.finish()
  return gif.bytes()
}

const record = async (browser: Browser, url: string): Promise<Frame[]> => {
  const context = await browser.newContext({ viewport: SIZE, locale: 'en-US' })
  const page = await context.newPage()
  const decoder = await context.newPage()
  await fetch(`${url}/phone/network`, { method: 'POST', body: '{"online":true}' })
  await page.goto(url)
  await page.bringToFront()
  const phone = page.frameLocator('#phone')
  const frames: Frame[] = []
  const shoot = async (ms: number) =>
    void frames.push({ pixels: await pixelsOf(decoder, await page.screenshot()), ms })
  /** Several frames, so that what moves is seen to move. */
  const watch = async (count: number, lastMs: number) => {
    for (let frame = 0; frame < count; frame += 1) {
      await shoot(FRAME_MS)
      await page.waitForTimeout(FRAME_MS)
    }
    await shoot(lastMs)
  }
  const tap = (id: string) => phone.locator(`#${id}`).locator('visible=true').first().click()
  const waiting = (count: number) =>
    page.locator(`#ledger [data-count=waiting] b:text-is("${count}")`).waitFor()

  await phone.locator('#sku-AOdjf7u').locator('visible=true').waitFor()
  await tap('sku-AOdjf7u')
  await tap('buy')
  await tap('give-order')
  await page.locator('#timeline [data-state=delivered]').waitFor()
  await watch(2, 1_400)
  await page.locator('label:has(#network-offline)').click()
  await page.locator('[data-mark=offline]').waitFor()
  await watch(2, 1_000)
  await tap('pay')
  await waiting(1)
  await watch(6, 1_800)
  await page.locator('#kill').click()
  await page.locator('[data-mark=killed]').waitFor()
  await watch(2, 2_000)
  await page.locator('label:has(#network-online)').click()
  await page.locator('[data-mark=online]').waitFor()
  await watch(2, 900)
  await page.locator('#open').click()
  await waiting(0)
  await page.locator('[data-mark=caughtUp]').waitFor()
  await watch(4, 4_000)
  await context.close()
  return frames
}

/** The promise as a moving picture: offline, paid, killed, back, delivered. GIF, at most 1 MB. */
export const animatePromise = async (browser: Browser, url: string): Promise<Uint8Array> => {
  const gif = encode(await record(browser, url))
  if (gif.length > MAX_BYTES) throw new Error(`${gif.length} bytes; at most ${MAX_BYTES}`)
  return gif
}
