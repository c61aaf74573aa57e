import type { Browser } from 'playwright-core'
import { startSimulator } from '../../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../../e2e/browser'
import { openDesk } from '../../e2e/desk'
import { until } from '../../e2e/until'
import { createShopRoot, type Way } from './shop-root'

type Line = [name: string, ...seen: unknown[]]
const PAGES = [
  'pages/first',
  'pages/built?order_id=42&note=茶',
  'pages/first',
  'pages/shared?sku=tea',
]

/** In the stack the wrapping may be seen; nowhere else. */
const withoutStack = (message: string) => message.split('\n')[0]

/** A person walks through the shop; what its code saw, and the page of every event that arrived. */
const walk = async (browser: Browser, way: Way) => {
  const shop = createShopRoot(way)
  const simulator = await startSimulator({ port: 0, root: shop.root })
  const desk = await openDesk({ browser, simulator })
  const log = async () => ((await desk.stored('host:log')) ?? []) as Line[]
  /** The log, once this was written so many times. */
  const written = (name: string, times: number) =>
    until(`${name} × ${times} (${way})`, async () => {
      const lines = await log()
      return lines.filter(([is]) => is === name).length >= times ? lines : undefined
    })
  const { tap, press } = desk
  const back = () => desk.phone.locator('#phone-back').click()

  await written('drawn', 1)
  await tap('tap-card')
  await written('set', 1)
  await tap('pay-first')
  await tap('go')
  await written('pageLifetimes.show', 1)
  await tap('pay-built')
  await written('pay', 2)
  await back()
  await written('drawn', 2)
  await tap('tap-card')
  await written('set', 2)
  await tap('pay-first')
  await press('hide-show')
  await written('App.onHide', 1)
  await press('hide-show')
  await written('drawn', 3)
  await tap('go-shared')
  await desk.visible('pay-shared').getByText('tea').waitFor()
  await tap('pay-shared')
  await written('pay', 4)
  await back()
  await written('drawn', 4)
  const pages =
    way === 'bare'
      ? []
      : await until(`events (${way})`, async () => {
          const events = await desk.events()
          return events.length >= PAGES.length
            ? events.map(({ props }) => props['page'])
            : undefined
        })
  const seen = { log: await log(), pageErrors: desk.pageErrors.map(withoutStack), pages }
  await desk.close()
  await simulator.close()
  shop.remove()
  return seen
}

inBrowser('A shop on glass-easel in Chromium', () => {
  let browser: Browser
  let bare: Awaited<ReturnType<typeof walk>>
  beforeAll(async () => {
    browser = await openBrowser()
    bare = await walk(browser, 'bare')
  })
  afterAll(() => browser.close())

  test('the walk goes through every lifecycle, and their error is heard', () => {
    const names = new Set(bare.log.map(([name]) => name))
    for (const name of ['onLoad', 'onHide', 'shared.onLoad', 'shared.onUnload', 'card.show']) {
      expect(names).toContain(name)
    }
    expect(bare.pageErrors.join()).toContain('theirs')
  })

  test.each<Way>(['options wrapped', 'constructors wrapped'])(
    'cannot see that it is %s, and every event names its page',
    async (way) => {
      const wrapped = await walk(browser, way)
      expect(wrapped.log).toEqual(bare.log)
      expect(wrapped.pageErrors).toEqual(bare.pageErrors)
      expect(wrapped.pages).toEqual(PAGES)
    },
  )
})
