import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { check } from '../../plugin/event/schema'
import { consumeCouponSchema } from '../../plugin/event/tables'
import type { ReceivedRequest } from '../../simulator/contracts'
import { startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../e2e/browser'
import { until } from '../e2e/until'

interface SentEvent {
  readonly props: { readonly action_type: string; readonly page: string }
}

inBrowser('The example projects', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each(['native-javascript', 'native-typescript', 'taro-react/built', 'uni-app-vue3/built'])(
    '%s: an order that is placed and paid is two valid events',
    async (name) => {
      const root = join(__dirname, '../../examples', name)
      const simulator = await startSimulator({ port: 0, root })
      const page = await browser.newPage()
      try {
        const errors: string[] = []
        page.on('pageerror', (error) => errors.push(error.message))
        await page.goto(`${simulator.url}/phone`)
        for (const id of ['give-order', 'pay']) await page.locator(`#${id}`).click()
        const events = await until('two events', async () => {
          const answer = await fetch(`${simulator.url}/collector/requests`)
          const requests = (await answer.json()) as ReceivedRequest[]
          const sent = requests.flatMap(({ body }) => body) as SentEvent[]
          return sent.length >= 2 ? sent : undefined
        })
        expect(events.map(({ props }) => props.action_type)).toEqual(['pre_consume', 'consume'])
        expect(events.flatMap((event) => check(consumeCouponSchema, event))).toEqual([])
        expect(events.every(({ props }) => props.page.startsWith('pages/order'))).toBe(true)
        expect(errors).toEqual([])
      } finally {
        await page.close()
        await simulator.close()
      }
    },
  )
})
