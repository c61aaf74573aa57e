import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../e2e/browser'
import { type Desk, openDesk } from '../e2e/desk'
import { until } from '../e2e/until'

const questions = (desk: Desk) => {
  const text = (id: string) => desk.visible(id).innerText()
  const log = async () => ((await desk.stored('host:log')) ?? []) as string[]
  const logged = (line: string) =>
    until(line, async () => ((await log()).includes(line) ? true : undefined))
  return {
    ...desk,
    text,
    /** The text of an element, once it is this. */
    reads: (id: string, words: string) =>
      until(`${id}: ${words}`, async () => {
        const now = await text(id).catch(() => '')
        return now === words ? now : undefined
      }),
    /** The text of an element, once there is any. */
    textOf: (id: string) => until(id, async () => (await text(id).catch(() => '')) || undefined),
    log,
    logged,
    /** The log, once it has so many lines. */
    lines: (count: number) =>
      until(`${count} lines`, async () => {
        const lines = await log()
        return lines.length >= count ? lines : undefined
      }),
    since: async (line: string) => {
      const lines = await log()
      return lines.slice(lines.lastIndexOf(line) + 1)
    },
    style: (id: string, property: string) =>
      desk
        .visible(id)
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property),
  }
}
type Questions = ReturnType<typeof questions>

/** Tests in a browser, each with a phone of its own that has just started the small mini-program of the fixture. */
export const atFixture = (name: string, tests: (desk: () => Questions) => void) =>
  inBrowser(name, () => {
    let browser: Browser
    let simulator: Simulator
    let desk: Questions
    beforeAll(async () => {
      browser = await openBrowser()
      simulator = await startSimulator({ port: 0, root: join(__dirname, 'fixture') })
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
    })
    beforeEach(async () => {
      desk = questions(await openDesk({ browser, simulator }))
      await desk.logged('first.onReady')
    })
    afterEach(() => desk.close())
    tests(() => desk)
  })
