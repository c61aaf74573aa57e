import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { asking } from '../simulator/asked'
import { validEvent, validQuery } from '../simulator/report'
import { inBrowser, openBrowser } from './browser'
import { type Desk, openDesk } from './desk'
import { MAX_WAIT_MS } from './until'

type Pane = 'requests' | 'gateway' | 'relay' | 'batches'

const eyes = (desk: Desk, asks: ReturnType<typeof asking>) => {
  const calls = () => desk.page.locator('#calls article')
  const batch = (id: string) => desk.page.locator(`[data-batch-id="${id}"]`)
  const openServerSide = async () => {
    // In a narrow window the controls are folded away.
    if (!(await desk.page.isVisible('#server-side'))) await desk.press('fold-faults')
    await desk.press('server-side')
  }
  return {
    ...desk,
    ...asks,
    /** Opens the drawer of the server's side at this pane. */
    async show(pane: Pane) {
      if (!(await desk.page.isVisible('#drawer'))) await openServerSide()
      await desk.press(`tab-${pane}`)
      await desk.page.locator(`#pane-${pane}`).waitFor()
    },
    /** The questions that are not folded away, newest first. */
    calls,
    /** Waits until the newest question says this. */
    shows: (words: string) => calls().first().getByText(words).first().waitFor(),
    batch,
    tally: (id: string, name: string) => batch(id).locator(`[data-tally=${name}] b`).innerText(),
    /** The way from the newest event of a batch to that batch. */
    link: (id: string) => desk.page.locator(`a[data-batch="${id}"]`).first(),
    /** An event arrives at the collector. */
    report: (coupon_id: string, action_type = 'consume') =>
      asks.post(
        `/api/report?${validQuery}`,
        validEvent({
          action_type,
          coupon: { coupon_id, external: true },
          extra: { event_id: `${action_type}/O-1/${coupon_id}` },
        }),
      ),
  }
}

/**
 * Tests of the page beside a phone that says nothing by itself, each from the start. A slow answer comes later than any
 * test waits, so that what is seen until then can be looked at.
 */
export const atPane = (
  name: string,
  tests: (open: (width?: number) => Promise<ReturnType<typeof eyes>>) => void,
) =>
  inBrowser(name, () => {
    let browser: Browser
    let simulator: Simulator
    let desk: Desk
    const asks = asking(() => simulator)
    beforeAll(async () => {
      browser = await openBrowser()
      const root = join(__dirname, '../simulator/fixture')
      simulator = await startSimulator({ port: 0, root, slowMs: MAX_WAIT_MS })
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
    })
    beforeEach(async () => {
      await asks.setMode('ok')
      await asks.clear()
    })
    afterEach(() => desk.close())
    tests(async (width = 1280) => {
      desk = await openDesk({ browser, simulator, width })
      await desk.page.locator('#server-side').waitFor({ state: 'attached' })
      return eyes(desk, asks)
    })
  })
