import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { openShop, type Shop } from './shop'

type Media = Omit<Parameters<typeof openShop>[0], 'browser' | 'simulator'>

/** Tests in the demo's shop: each has a fresh phone of its own. */
export const inShop = (
  name: string,
  /** `anew` opens the shop once more, in another browser or window. */
  tests: (shop: () => Shop, anew: (options: Media) => Promise<Shop>) => void,
) =>
  inBrowser(name, () => {
    let browser: Browser
    let simulator: Simulator
    let shop: Shop

    beforeAll(async () => {
      browser = await openBrowser()
      simulator = await startSimulator({ port: 0 })
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
    })
    beforeEach(async () => {
      shop = await openShop({ browser, simulator })
    })
    afterEach(() => shop.close())

    tests(
      () => shop,
      async (media) => {
        await shop.close()
        shop = await openShop({ browser, simulator, ...media })
        return shop
      },
    )
  })
